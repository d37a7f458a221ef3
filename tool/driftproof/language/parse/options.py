"""Reading table options, with and without ``=``, with and without commas between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from driftproof.language.cursor import Cursor
from driftproof.language.lex import TokenKind
from driftproof.language.parse.names import read_object_name
from driftproof.language.parse.types import accept_charset_words, read_charset_name, read_collation_name
from driftproof.model.changes import TableOptions

_WORDS_TEXT = """
    AVG_ROW_LENGTH CHECKSUM TABLE_CHECKSUM DELAY_KEY_WRITE INSERT_METHOD KEY_BLOCK_SIZE MAX_ROWS MIN_ROWS PACK_KEYS
    PASSWORD ROW_FORMAT STATS_AUTO_RECALC STATS_PERSISTENT STATS_SAMPLE_PAGES TRANSACTIONAL PAGE_CHECKSUM ENCRYPTION
    COMPRESSION CONNECTION TABLESPACE STORAGE NODEGROUP SECONDARY_ENGINE AUTOEXTEND_SIZE ENGINE_ATTRIBUTE
    SECONDARY_ENGINE_ATTRIBUTE SEQUENCE PAGE_COMPRESSED PAGE_COMPRESSION_LEVEL ENCRYPTED ENCRYPTION_KEY_ID IETF_QUOTES
    RAID_TYPE RAID_CHUNKS RAID_CHUNKSIZE
"""
_WORDS = frozenset(_WORDS_TEXT.split())
_NOT_OPTIONS = frozenset({"ALGORITHM", "LOCK", "RENAME"})
_FACTORS = {"k": 1 << 10, "m": 1 << 20, "g": 1 << 30}
_SYNONYMS = {"table_checksum": "checksum"}
_ENGINE_NAMES = (
    "InnoDB MyISAM MEMORY CSV ARCHIVE MRG_MyISAM BLACKHOLE FEDERATED Aria ROCKSDB Mroonga CONNECT SPIDER SPHINX "
    "Columnstore SEQUENCE PERFORMANCE_SCHEMA ndbcluster"
)
_ENGINES = {name.lower(): name for name in _ENGINE_NAMES.split()} | {
    "heap": "MEMORY",
    "merge": "MRG_MyISAM",
    "innobase": "InnoDB",
    "ndb": "ndbcluster",
    "maria": "Aria",
}


@dataclass(slots=True)
class _Draft:
    """Table options while they are being read."""

    engine: str | None = None
    charset: str | None = None
    collation: str | None = None
    comment: str | None = None
    auto_increment: int | None = None
    others: dict[str, str] = field(default_factory=dict)


def read_table_options(cursor: Cursor, *, commas: bool) -> TableOptions | None:
    """Read the options that come next, or return None where none does.

    `commas` says whether a comma may stand between two of them, as in CREATE TABLE; in ALTER TABLE it ends the action.
    """
    draft = _Draft()
    if not _accept_option(cursor, draft):
        return None
    while True:
        start = cursor.position
        if commas:
            cursor.accept(",")
        if not _accept_option(cursor, draft):
            cursor.position = start
            break
    others = tuple(sorted(draft.others.items()))
    return TableOptions(draft.engine, draft.charset, draft.collation, draft.comment, draft.auto_increment, others)


def read_option_value(cursor: Cursor, name: str) -> str:
    """Read the value of an option: a string as it is, a word in lower case, a name or number as written."""
    token = cursor.token
    if token.kind is TokenKind.STRING:
        return cursor.expect_string()
    if token.kind in (TokenKind.WORD, TokenKind.QUOTED, TokenKind.NUMBER):
        cursor.advance()
        is_word = token.kind is TokenKind.WORD and name.lower() != "tablespace"
        return token.value.lower() if is_word else token.value
    raise cursor.unreadable(f"the value of {name} expected")


def canonical_engine(name: str) -> str:
    """Return the name of a storage engine as servers show it; an unknown one as it is."""
    return _ENGINES.get(name.lower(), name)


def read_engine(cursor: Cursor) -> str:
    """Read the name of a storage engine behind ENGINE and an optional ``=``."""
    cursor.accept("=")
    token = cursor.token
    return canonical_engine(cursor.expect_string() if token.kind is TokenKind.STRING else cursor.expect_word())


def _accept_option(cursor: Cursor, draft: _Draft) -> bool:
    """Take one option if one comes next."""
    word = cursor.token.upper
    reader = _READERS.get(word)
    if reader is not None:
        return reader(cursor, draft)
    known = word in _WORDS
    named = cursor.token.kind in (TokenKind.WORD, TokenKind.QUOTED) and cursor.peek().upper == "="
    if not known and (not named or word in _NOT_OPTIONS):
        return False
    name = cursor.advance().value.lower()
    cursor.accept("=")
    value = read_option_value(cursor, name)
    draft.others[_SYNONYMS.get(name, name)] = _bytes(value) if name == "autoextend_size" else value
    return True


def _bytes(size: str) -> str:
    """Return a size such as ``4m`` as a number of bytes, which is how servers show it."""
    factor = _FACTORS.get(size[-1:])
    return str(int(size[:-1]) * factor) if factor and size[:-1].isdigit() else size


def _refuse_type(cursor: Cursor, draft: _Draft) -> bool:
    """``TYPE = engine`` went with MySQL 5.5 and MariaDB 5.5."""
    raise cursor.refused("ENGINE expected")


def _read_engine(cursor: Cursor, draft: _Draft) -> bool:
    cursor.advance()
    draft.engine = read_engine(cursor)
    return True


def _read_comment(cursor: Cursor, draft: _Draft) -> bool:
    cursor.advance()
    cursor.accept("=")
    draft.comment = cursor.expect_string()
    return True


def _read_auto_increment(cursor: Cursor, draft: _Draft) -> bool:
    cursor.advance()
    cursor.accept("=")
    draft.auto_increment = cursor.expect_integer()
    return True


def _read_charset(cursor: Cursor, draft: _Draft) -> bool:
    """Read [DEFAULT] CHARACTER SET or [DEFAULT] COLLATE; the value DEFAULT says nothing."""
    start = cursor.position
    cursor.accept("DEFAULT")
    if accept_charset_words(cursor):
        cursor.accept("=")
        name = read_charset_name(cursor)
        draft.charset = None if name == "default" else name
    elif cursor.accept("COLLATE"):
        cursor.accept("=")
        draft.collation = read_collation_name(cursor)
    else:
        cursor.position = start
        return False
    return True


def _read_directory(cursor: Cursor, draft: _Draft) -> bool:
    word = cursor.token.upper
    if not cursor.accept(word, "DIRECTORY"):
        return False
    cursor.accept("=")
    draft.others[f"{word.lower()}_directory"] = cursor.expect_string()
    return True


def _read_union(cursor: Cursor, draft: _Draft) -> bool:
    if cursor.peek().upper not in {"=", "("}:
        return False
    cursor.advance()
    cursor.accept("=")
    cursor.expect("(")
    names = []
    while not cursor.accept(")"):
        names.append(str(read_object_name(cursor)))
        cursor.accept(",")
    draft.others["union"] = ",".join(names)
    return True


def _read_versioning(cursor: Cursor, draft: _Draft) -> bool:
    if not cursor.accept("WITH", "SYSTEM", "VERSIONING"):
        return False
    draft.others["system_versioning"] = "yes"
    return True


def _read_transaction(cursor: Cursor, draft: _Draft) -> bool:
    return cursor.accept("START", "TRANSACTION")  # atomic CREATE … SELECT (MySQL 8.0.21): nothing of the definition


_READERS: dict[str, Callable[[Cursor, _Draft], bool]] = {
    "ENGINE": _read_engine,
    "TYPE": _refuse_type,
    "COMMENT": _read_comment,
    "AUTO_INCREMENT": _read_auto_increment,
    "DEFAULT": _read_charset,
    "CHARACTER": _read_charset,
    "CHAR": _read_charset,
    "CHARSET": _read_charset,
    "COLLATE": _read_charset,
    "DATA": _read_directory,
    "INDEX": _read_directory,
    "UNION": _read_union,
    "WITH": _read_versioning,
    "START": _read_transaction,
}
