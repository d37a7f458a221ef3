"""System variables: those that replay follows, and the defaults of others that scripts ask for."""

from __future__ import annotations

from driftproof.model.flavor import Flavor, default_collation
from driftproof.model.session import Session
from driftproof.model.syntax.expressions import SystemVariable
from driftproof.replay.evaluate.refusal import refuse
from driftproof.replay.evaluate.values import Datum, Unknown
from driftproof.replay.state import State

_MODE_TEXT = """
REAL_AS_FLOAT PIPES_AS_CONCAT ANSI_QUOTES IGNORE_SPACE IGNORE_BAD_TABLE_OPTIONS ONLY_FULL_GROUP_BY
NO_UNSIGNED_SUBTRACTION NO_DIR_IN_CREATE POSTGRESQL ORACLE MSSQL DB2 MAXDB NO_KEY_OPTIONS NO_TABLE_OPTIONS
NO_FIELD_OPTIONS MYSQL323 MYSQL40 ANSI NO_AUTO_VALUE_ON_ZERO NO_BACKSLASH_ESCAPES STRICT_TRANS_TABLES
STRICT_ALL_TABLES NO_ZERO_IN_DATE NO_ZERO_DATE ALLOW_INVALID_DATES ERROR_FOR_DIVISION_BY_ZERO TRADITIONAL
NO_AUTO_CREATE_USER HIGH_NOT_PRECEDENCE NO_ENGINE_SUBSTITUTION PAD_CHAR_TO_FULL_LENGTH EMPTY_STRING_IS_NULL
SIMULTANEOUS_ASSIGNMENT TIME_ROUND_FRACTIONAL TIME_TRUNCATE_FRACTIONAL
"""
_MODE_ORDER = _MODE_TEXT.split()

DEFAULTS: dict[str, Datum] = {
    "autocommit": 1,
    "sql_notes": 1,
    "sql_log_bin": 1,
    "sql_safe_updates": 0,
    "sql_quote_show_create": 1,
    "sql_auto_is_null": 0,
    "sql_big_selects": 1,
    "big_tables": 0,
    "innodb_strict_mode": 1,
    "innodb_file_per_table": 1,
    "innodb_lock_wait_timeout": 50,
    "innodb_version": Unknown("@@innodb_version"),
    "have_innodb": "YES",
    "group_concat_max_len": 1024,
    "max_sp_recursion_depth": 0,
    "max_allowed_packet": 67108864,
    "max_error_count": 64,
    "time_zone": "SYSTEM",
    "system_time_zone": "UTC",
    "transaction_isolation": "REPEATABLE-READ",
    "tx_isolation": "REPEATABLE-READ",
    "auto_increment_increment": 1,
    "auto_increment_offset": 1,
    "sql_select_limit": 18446744073709551615,
    "sql_warnings": 0,
    "sql_require_primary_key": 0,
    "lock_wait_timeout": 86400,
    "net_read_timeout": 30,
    "net_write_timeout": 60,
    "wait_timeout": 28800,
    "interactive_timeout": 28800,
    "alter_algorithm": "DEFAULT",
    "check_constraint_checks": 1,
    "system_versioning_alter_history": "ERROR",
    "binlog_format": "MIXED",
    "default_week_format": 0,
    "div_precision_increment": 4,
    "old_alter_table": "DEFAULT",
    "default_tmp_storage_engine": "InnoDB",
    "storage_engine": "InnoDB",
    "show_create_table_skip_secondary_engine": 0,
    "performance_schema": Unknown("@@performance_schema"),
    "version_compile_os": Unknown("@@version_compile_os"),
    "read_only": 0,
    "super_read_only": 0,
    "log_bin": 0,
    "event_scheduler": Unknown("@@event_scheduler"),
    "log_bin_trust_function_creators": 0,
    "myisam_sort_buffer_size": Unknown("@@myisam_sort_buffer_size"),
    "insert_id": 0,
    "timestamp": Unknown("@@timestamp"),
    "pseudo_thread_id": Unknown("@@pseudo_thread_id"),
    "warning_count": 0,
    "error_count": 0,
    "hostname": Unknown("@@hostname"),
    "port": Unknown("@@port"),
    "datadir": Unknown("@@datadir"),
    "basedir": Unknown("@@basedir"),
    "server_id": 1,
    "foreign_key_checks": 1,
    "unique_checks": 1,
}
"""Compiled-in values of variables that scripts read; unknown ones are known by name only."""


def version_text(flavor: Flavor) -> str:
    """Return what VERSION() gives on a server of this flavor."""
    numbers = ".".join(str(part) for part in (*flavor.version, 0, 0)[:3])
    return f"{numbers}-MariaDB" if flavor.is_mariadb else numbers


def mode_text(modes: frozenset[str]) -> str:
    """Return an sql_mode as the server prints it, in its own order."""
    known = [mode for mode in _MODE_ORDER if mode in modes]
    return ",".join([*known, *sorted(modes - set(known))])


def system_value(variable: SystemVariable, state: State) -> Datum:
    """Return the value of a system variable; one of an unlikely name is unknown, none at all is refused with 1193."""
    name = variable.name.lower().rpartition(".")[2]
    session = state.session
    if variable.scope.lower() != "global" and name in session.system:
        return session.system[name]
    followed = _followed(name, session, state)
    if followed is not None:
        return followed
    if name in DEFAULTS:
        return DEFAULTS[name]
    if name == "last_insert_id" or name == "identity":
        return state.last_insert_id
    if "." in variable.name or _is_plausible(name):
        return Unknown(f"@@{variable.name} is not followed")
    raise refuse(1193, f"Unknown system variable '{variable.name}'")


_PREFIX_TEXT = """
alter analyze aria auto big binlog bulk character check collation column completion concurrent connect create cte
deadlock debug default delay div encrypt enforce eq_ error event expire explicit external flush foreign ft_ general
generated group gtid have_ histogram host identity idle in_ init innodb insert interactive internal join key_ large
lc_ license local lock log low lower max_ metadata min_ mrr myisam mysqlx named net_ new note old open optimizer
parser partial password performance_schema plugin port preload print profil progress protocol proxy pseudo query_ rand
range read regexp relay replica report require restrict rpl secure server session sha256 show skip slave slow socket
sort sql_ ssl statement stored strict super sync system table thread time tls tmp transaction tx_ unique updatable
use_ userstat version wait warning windowing wsrep
"""
_PREFIXES = tuple(_PREFIX_TEXT.split())
_NAMES_TEXT = """
activate_all_roles_on_login activate_mandatory_roles admin_address admin_port admin_ssl_ca admin_ssl_capath
admin_ssl_cert admin_ssl_cipher admin_ssl_crl admin_ssl_crlpath admin_ssl_key admin_tls_ciphersuites admin_tls_version
allow_suspicious_udfs authentication_policy back_log bind_address block_encryption_mode build_id
caching_sha2_password_auto_generate_rsa_keys caching_sha2_password_digest_rounds
caching_sha2_password_enforce_storage_format caching_sha2_password_private_key_path caching_sha2_password_proxy_users
caching_sha2_password_public_key_path caching_sha2_password_storage_format container_aware core_file date_format
datetime_format disabled_storage_engines disconnect_on_expired_password enable_cascade_triggers
enable_secondary_engine_statistics end_markers_in_json expensive_subquery_limit explain_format
explain_json_format_version extra_max_connections extra_port global_connection_memory_limit
global_connection_memory_status_limit global_connection_memory_tracking ignore_builtin_innodb ignore_db_dirs
immediate_server_version information_schema_stats_expiry keep_files_on_create keyring_operations last_gtid
long_query_time mandatory_roles master_verify_checksum mhnsw_default_distance mhnsw_default_m mhnsw_ef_search
mhnsw_max_cache_size mysql56_temporal_format ngram_token_size offline_mode original_commit_timestamp
original_server_version persist_only_admin_x509_subject persist_sensitive_variables_in_plaintext
persisted_globals_load pid_file rbr_exec_mode redirect_url resultset_metadata rowid_merge_buff_size
schema_definition_cache secondary_engine_cost_threshold select_into_buffer_size select_into_disk_sync
select_into_disk_sync_delay set_operations_buffer_size source_verify_checksum standard_compliant_cte
tcp_keepalive_interval tcp_keepalive_probes tcp_keepalive_time tcp_nodelay temptable_max_mmap temptable_max_ram
terminology_use_previous xa_detach_on_prepare
"""
_NAMES = frozenset(_NAMES_TEXT.split())


def _is_plausible(name: str) -> bool:
    return name.startswith(_PREFIXES) or name in _NAMES


def _followed(name: str, session: Session, state: State) -> Datum:
    """Return the value of a variable that the session follows, or None."""
    flavor = state.catalog.flavor
    if name == "sql_mode":
        return mode_text(session.sql_mode)
    if name == "foreign_key_checks":
        return int(session.foreign_key_checks)
    if name == "unique_checks":
        return int(session.unique_checks)
    if name == "explicit_defaults_for_timestamp":
        return int(session.explicit_defaults_for_timestamp)
    if name in {"character_set_client", "character_set_results", "character_set_connection"}:
        return session.charset
    if name == "collation_connection":
        return session.collation or default_collation(session.charset, flavor)
    return _server_value(name, session, state)


def _server_value(name: str, session: Session, state: State) -> Datum:
    settings = session.settings
    if name in {"character_set_database", "collation_database"}:
        schema = state.catalog.schema(session.database) if session.database else None
        if name == "collation_database":
            return schema.collation if schema else settings.collation
        return schema.charset if schema else settings.charset
    values: dict[str, Datum] = {
        "character_set_server": settings.charset,
        "collation_server": settings.collation,
        "default_storage_engine": session.default_engine,
        "storage_engine": session.default_engine,
        "lower_case_table_names": settings.lower_case_table_names,
        "version": version_text(state.catalog.flavor),
        "restrict_fk_on_non_standard_key": int(settings.restrict_fk_on_non_standard_key),
        "version_comment": Unknown("@@version_comment"),
    }
    return values.get(name)
