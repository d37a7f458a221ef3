"""A stored function has the name of a built-in one.

## Why
An unqualified call runs the built-in function, not this one. It is there on one server version and not on another, so
the same statement means two things.

## What the server says
Note 1585 "This function … has the same name as a native function" when it is created.

## Bad
```sql
CREATE FUNCTION `INET6_ATON`(x TEXT) RETURNS INT DETERMINISTIC RETURN 1;
```

## Good
```sql
CREATE FUNCTION `app_inet6_aton`(x TEXT) RETURNS INT DETERMINISTIC RETURN 1;
```

## Instead
Give it a name of its own, or use the built-in one.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import CreateRoutine
from driftproof.model.findings import Severity
from driftproof.model.names import fold
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site

_NATIVE = frozenset(
    """
abs acos adddate addtime aes_decrypt aes_encrypt any_value ascii asin atan atan2 avg benchmark bin bin_to_uuid bit_and
bit_count bit_length bit_or bit_xor cast ceil ceiling char char_length character_length charset coalesce coercibility
collation compress concat concat_ws connection_id conv convert convert_tz cos cot count crc32 cume_dist curdate
current_date current_time current_timestamp current_user curtime database date date_add date_format date_sub datediff
day dayname dayofmonth dayofweek dayofyear default degrees dense_rank elt exp export_set extract extractvalue field
find_in_set first_value floor format format_bytes found_rows from_base64 from_days from_unixtime get_lock greatest
group_concat hex hour if ifnull inet6_aton inet6_ntoa inet_aton inet_ntoa insert instr interval is_free_lock is_ipv4
is_ipv6 is_used_lock is_uuid isnull json_array json_arrayagg json_contains json_depth json_extract json_keys
json_length json_merge json_object json_objectagg json_overlaps json_pretty json_quote json_remove json_replace
json_search json_set json_table json_type json_unquote json_valid json_value lag last_day last_insert_id last_value
lcase lead least left length ln load_file localtime localtimestamp locate log log10 log2 lower lpad ltrim make_set
makedate maketime max md5 median microsecond mid min minute mod month monthname name_const now nth_value ntile nullif
oct octet_length ord percent_rank period_add period_diff pi position pow power quarter quote radians rand
random_bytes rank regexp_instr regexp_like regexp_replace regexp_substr release_lock repeat replace reverse right
round row_count row_number rpad rtrim schema sec_to_time second session_user sformat sha sha1 sha2 sign sin sleep
soundex space sqrt std stddev stddev_pop stddev_samp str_to_date strcmp subdate substr substring substring_index
subtime sum sys_guid sysdate system_user tan time time_format time_to_sec timediff timestamp timestampadd
timestampdiff to_base64 to_char to_days to_seconds trim truncate ucase uncompress uncompressed_length unhex
unix_timestamp updatexml upper user utc_date utc_time utc_timestamp uuid uuid_short uuid_to_bin
validate_password_strength values var_pop var_samp variance version week weekday weekofyear weight_string year
yearweek
""".split()  # noqa: SIM905 - a table of words
)


def check(site: Site) -> Iterator[Report]:
    """Report a function of such a name."""
    create = site.action
    assert isinstance(create, CreateRoutine)
    if create.routine.kind == "function" and fold(create.name.name) in _NATIVE:
        yield Report({"name": create.name.name}, object=f"function:{create.name.name}")


RULE = Rule("SP104", "shadows-native-function", Severity.WARNING, site=check, actions=(CreateRoutine,), profiles=EVERY)
