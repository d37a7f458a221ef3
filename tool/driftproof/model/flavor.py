"""Server flavors: vendor and version, the questions asked of them, and each one's default settings.

No other module compares version strings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from driftproof.model.errors import UsageError

Vendor = Literal["mysql", "mariadb"]
Release = tuple[int, ...]

_MYSQL_8_MODE = (
    "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
    "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION"
)
_MYSQL_57_MODE = (
    "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
    "ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION"
)
_MARIADB_MODE = "STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION"


@dataclass(frozen=True, slots=True, order=True)
class Flavor:
    """A kind of server: `vendor`, and `version` as a tuple of numbers, such as ``(10, 11)`` or ``(8, 0, 36)``."""

    vendor: Vendor
    version: Release

    @classmethod
    def parse(cls, text: str) -> Flavor:
        """Read ``mariadb:10.11``, ``mysql:8.4``, ``mysql`` (newest known), or what ``SELECT VERSION()`` gives.

        Raises `UsageError` when `text` names no vendor and version.
        """
        lowered = text.strip().lower()
        numbers = re.search(r"\d+(?:\.\d+)*", lowered)
        if lowered in _NEWEST:
            return _NEWEST[lowered]
        if numbers is None or not (lowered[0].isdigit() or lowered.startswith(("mysql", "mariadb"))):
            raise UsageError(f"unknown server flavor {text!r}", hint="write it as mariadb:10.11 or mysql:8.4")
        vendor: Vendor = "mariadb" if "mariadb" in lowered else "mysql"
        found = numbers.group()
        if vendor == "mariadb" and found == "5.5.5" and (real := re.search(r"5\.5\.5-(\d+(?:\.\d+)*)", lowered)):
            found = real.group(1)  # MariaDB 10 replies with this prefix so that old clients replicate (MDEV-4088)
        return cls(vendor, tuple(int(part) for part in found.split("."))[:3])

    def at_least(self, *, mysql: Release | None = None, mariadb: Release | None = None) -> bool:
        """Tell whether this server has what came with the given release of its vendor; None means never.

        A version without a patch number is a series and stands for its newest release: ``mysql:8.0`` has all of 8.0.x.
        """
        since = mysql if self.vendor == "mysql" else mariadb
        return since is not None and self.version + (999,) * (3 - len(self.version)) >= since

    @property
    def is_mariadb(self) -> bool:
        """Whether the vendor is MariaDB."""
        return self.vendor == "mariadb"

    def __str__(self) -> str:
        return f"{self.vendor}:{'.'.join(str(part) for part in self.version)}"


_NEWEST: dict[str, Flavor] = {"mysql": Flavor("mysql", (9, 7)), "mariadb": Flavor("mariadb", (11, 8))}


@dataclass(frozen=True, slots=True)
class Settings:
    """The server variables that change what DDL means; a session starts with these values.

    `charset` and `collation` are those of a database created without any; `foreign_key_checks`,
    `explicit_defaults_for_timestamp`, `sql_mode` and `restrict_fk_on_non_standard_key` are the
    session's starting values.
    """

    flavor: Flavor
    charset: str
    collation: str
    sql_mode: frozenset[str]
    explicit_defaults_for_timestamp: bool
    lower_case_table_names: int = 0
    foreign_key_checks: bool = True
    restrict_fk_on_non_standard_key: bool = False
    default_engine: str = "InnoDB"
    collation_of_charset: tuple[tuple[str, str], ...] = field(default=())

    def with_variables(self, values: Mapping[str, str]) -> Settings:
        """Return these settings where a server's variables have other values: texts, by the names in lower case.

        What is no variable of `SERVER_VARIABLES` is passed over. A character set without a collation has its default.
        """
        mode = values.get("sql_mode", ",".join(self.sql_mode)).upper().replace(" ", "")
        charset = canonical_charset(values.get("character_set_server", self.charset))
        own = self.collation if charset == self.charset else default_collation(charset, self.flavor)
        pairs = (pair.split("=", 1) for pair in values.get("character_set_collations", "").split(",") if "=" in pair)
        collations = sorted((canonical_charset(name.strip()), canonical_collation(one.strip())) for name, one in pairs)

        def switch(name: str, now: bool) -> bool:
            return is_on(values[name]) if name in values else now

        return replace(
            self,
            charset=charset,
            collation=canonical_collation(values.get("collation_server", own)),
            sql_mode=frozenset(part for part in mode.split(",") if part),
            explicit_defaults_for_timestamp=switch(
                "explicit_defaults_for_timestamp", self.explicit_defaults_for_timestamp
            ),
            lower_case_table_names=int(values.get("lower_case_table_names", self.lower_case_table_names)),
            foreign_key_checks=switch("foreign_key_checks", self.foreign_key_checks),
            restrict_fk_on_non_standard_key=switch(
                "restrict_fk_on_non_standard_key", self.restrict_fk_on_non_standard_key
            ),
            default_engine=values.get("default_storage_engine", self.default_engine),
            collation_of_charset=tuple(collations) or self.collation_of_charset,
        )


SERVER_VARIABLES = (
    "character_set_server",
    "collation_server",
    "sql_mode",
    "explicit_defaults_for_timestamp",
    "lower_case_table_names",
    "foreign_key_checks",
    "restrict_fk_on_non_standard_key",
    "default_storage_engine",
    "character_set_collations",
)
"""The variables that `Settings` holds: those that change what DDL means."""


def is_on(value: str) -> bool:
    """Tell whether the text of a switch is one that a server takes for ON."""
    return value.upper() in {"ON", "1", "TRUE"}


def default_settings(flavor: Flavor) -> Settings:
    """Return the compiled-in defaults of a server of this flavor.

    Sources: the manuals' pages on ``sql_mode``, ``explicit_defaults_for_timestamp`` (MySQL 8.0.2, MariaDB 10.10),
    ``character_set_server`` (utf8mb4: MySQL 8.0.1, MariaDB 11.6) and ``character_set_collations`` (MariaDB 11.5).
    """
    if flavor.is_mariadb:
        charset, mode = ("utf8mb4" if flavor.at_least(mariadb=(11, 6)) else "latin1"), _MARIADB_MODE
        explicit = flavor.at_least(mariadb=(10, 10))
    else:
        charset = "utf8mb4" if flavor.at_least(mysql=(8, 0, 1)) else "latin1"
        mode = _MYSQL_8_MODE if flavor.at_least(mysql=(8,)) else _MYSQL_57_MODE
        explicit = flavor.at_least(mysql=(8, 0, 2))
    return Settings(
        flavor,
        charset,
        default_collation(charset, flavor),
        frozenset(mode.split(",")),
        explicit,
        restrict_fk_on_non_standard_key=flavor.at_least(mysql=(8, 4)),
    )


_COLLATION_SUFFIXES = """
big5=chinese_ci dec8=swedish_ci cp850=general_ci hp8=english_ci koi8r=general_ci latin1=swedish_ci
latin2=general_ci swe7=swedish_ci ascii=general_ci ujis=japanese_ci sjis=japanese_ci hebrew=general_ci
tis620=thai_ci euckr=korean_ci koi8u=general_ci gb2312=chinese_ci greek=general_ci cp1250=general_ci
gbk=chinese_ci latin5=turkish_ci armscii8=general_ci utf8mb3=general_ci utf8mb4=general_ci
ucs2=general_ci cp866=general_ci keybcs2=general_ci macce=general_ci macroman=general_ci cp852=general_ci
latin7=general_ci cp1251=general_ci utf16=general_ci utf16le=general_ci cp1256=general_ci
cp1257=general_ci utf32=general_ci binary= geostd8=general_ci cp932=japanese_ci eucjpms=japanese_ci
gb18030=chinese_ci
"""
_PLAIN_COLLATIONS = {
    charset: f"{charset}_{suffix}" if suffix else charset
    for charset, suffix in (pair.split("=") for pair in _COLLATION_SUFFIXES.split())
}


def canonical_charset(name: str) -> str:
    """Return the lower-case name of a character set, the alias ``utf8`` resolved to ``utf8mb3``."""
    lowered = name.lower()
    return "utf8mb3" if lowered == "utf8" else lowered


@lru_cache(maxsize=1024)
def canonical_collation(name: str) -> str:
    """Return the lower-case name of a collation, ``utf8_…`` resolved to ``utf8mb3_…``."""
    lowered = name.lower()
    return f"utf8mb3_{lowered[5:]}" if lowered.startswith("utf8_") else lowered


@lru_cache(maxsize=1024)
def charset_of(collation: str) -> str:
    """Return the character set that a collation belongs to; MariaDB's ``uca1400_…`` short names give ``utf8mb4``."""
    canonical = canonical_collation(collation)
    return "utf8mb4" if canonical.startswith("uca1400") else canonical.split("_", 1)[0]


def default_collation(charset: str, flavor: Flavor) -> str:
    """Return the collation that `charset` has on this server when none is named.

    MySQL 8.0.1 changed utf8mb4 to ``utf8mb4_0900_ai_ci``; MariaDB 11.5 changed all Unicode sets to
    ``…_uca1400_ai_ci`` by its default ``character_set_collations`` (MDEV-25829).
    """
    canonical = canonical_charset(charset)
    if canonical == "utf8mb4" and flavor.at_least(mysql=(8, 0, 1)):
        return "utf8mb4_0900_ai_ci"
    if flavor.at_least(mariadb=(11, 5)) and canonical in {"utf8mb3", "utf8mb4", "ucs2", "utf16", "utf32"}:
        return f"{canonical}_uca1400_ai_ci"
    return _PLAIN_COLLATIONS.get(canonical, f"{canonical}_general_ci")
