"""Built-in functions: the table of those that are evaluated, and the names of the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from driftproof.model.flavor import Flavor
from driftproof.replay.evaluate.functions.dates import DATE_FUNCTIONS, shift_moment
from driftproof.replay.evaluate.functions.function import LONGEST, Function
from driftproof.replay.evaluate.functions.information import INFORMATION_FUNCTIONS
from driftproof.replay.evaluate.functions.json import JSON_FUNCTIONS
from driftproof.replay.evaluate.functions.numbers import NUMBER_FUNCTIONS
from driftproof.replay.evaluate.functions.texts import TEXT_FUNCTIONS
from driftproof.replay.evaluate.functions.unevaluated import BARE_SPATIAL, UNEVALUATED
from driftproof.replay.evaluate.refusal import refuse
from driftproof.replay.evaluate.values import Datum, Unknown

FUNCTIONS: Mapping[str, Function] = {
    **TEXT_FUNCTIONS,
    **NUMBER_FUNCTIONS,
    **DATE_FUNCTIONS,
    **JSON_FUNCTIONS,
    **INFORMATION_FUNCTIONS,
}

__all__ = ["FUNCTIONS", "UNEVALUATED", "Function", "apply", "is_there", "shift_moment"]

_GRAMMAR_TEXT = """
left right replace if repeat truncate mod substring substr mid insert year month day hour minute second char user trim
adddate subdate date_add date_sub ascii now curdate curtime password date time timestamp locate position
"""
_GRAMMAR = frozenset(_GRAMMAR_TEXT.split())
_MYSQL_GRAMMAR = frozenset({"coalesce", "database", "schema", "quarter", "format", "week", "microsecond", "charset"})
_MARIADB_TEXT = """
chr nvl nvl2 password old_password encode decode sformat to_char des_encrypt des_decrypt encrypt column_get
column_create column_add column_delete column_exists column_list column_json column_check lastval nextval setval
natural_sort_key sys_guid kdf json_detailed json_loose json_compact json_exists json_query json_equals json_normalize
binlog_gtid_pos decode_histogram master_gtid_wait wsrep_last_seen_gtid wsrep_last_written_gtid
wsrep_sync_wait_upto_gtid trim_oracle vec_distance vec_fromtext vec_totext vec_distance_euclidean vec_distance_cosine
median to_number percentile_cont percentile_disc add_months crc32c decode_oracle json_array_intersect
json_object_filter_keys json_object_to_array lengthb rownum
"""
_MYSQL_TEXT = """
regexp_like bin_to_uuid uuid_to_bin grouping statement_digest statement_digest_text gtid_subset gtid_subtract
ps_thread_id ps_current_thread_id string_to_vector vector_to_string wait_for_executed_gtid_set roles_graphml
any_value icu_version json_storage_free json_storage_size source_pos_wait validate_password_strength etag from_vector
geomcollection is_uuid json_schema_validation_report to_vector vector_dim
"""
_MARIADB_ONLY = frozenset(_MARIADB_TEXT.split())
_MYSQL_ONLY = frozenset(_MYSQL_TEXT.split())
_REMOVED = frozenset({"md5", "sha", "sha1"})
_NOT_EVERYWHERE = _MARIADB_ONLY | _MYSQL_ONLY | BARE_SPATIAL | _REMOVED


def is_there(name: str, flavor: Flavor) -> bool:
    """Tell whether a server has a built-in function of its vendors' names; MySQL 9.6 moved MD5 and SHA1 out of it."""
    if name not in _NOT_EVERYWHERE:
        return True
    if name in _MARIADB_ONLY:
        return flavor.is_mariadb
    if name in _MYSQL_ONLY:
        return not flavor.is_mariadb
    if name in BARE_SPATIAL:
        return flavor.is_mariadb or not flavor.at_least(mysql=(8,))
    return not flavor.at_least(mysql=(9, 6))


def apply(name: str, function: Function, arguments: list[Datum], context: Any) -> Datum:
    """Return the value of a built-in function; refused with 1582 or 1064 where the number of arguments is wrong."""
    if not function.least <= len(arguments) <= function.most:
        if name in _GRAMMAR or (name in _MYSQL_GRAMMAR and not context.state.catalog.flavor.is_mariadb):
            raise refuse(1064, f"You have an error in your SQL syntax near '{name.upper()}('")
        raise refuse(1582, f"Incorrect parameter count in the call to native function '{name}'")
    if not function.nulls:
        if None in arguments:
            return None
        for argument in arguments:
            if isinstance(argument, Unknown):
                return argument
    found = function.run(arguments, context) if function.informed else function.run(arguments)
    return None if isinstance(found, str | bytes) and len(found) > LONGEST else found
