"""The names of columns of information_schema, and of its tables that are not modelled."""

from __future__ import annotations

from driftproof.model.flavor import Flavor


def choose(flavor: Flavor, mariadb: str, mysql: str) -> str:
    """Return the columns of the flavor's vendor."""
    return mariadb if flavor.is_mariadb else mysql


COLUMNS = """
TABLE_CATALOG TABLE_SCHEMA TABLE_NAME COLUMN_NAME ORDINAL_POSITION COLUMN_DEFAULT IS_NULLABLE DATA_TYPE
CHARACTER_MAXIMUM_LENGTH CHARACTER_OCTET_LENGTH NUMERIC_PRECISION NUMERIC_SCALE DATETIME_PRECISION CHARACTER_SET_NAME
COLLATION_NAME COLUMN_TYPE COLUMN_KEY EXTRA PRIVILEGES COLUMN_COMMENT
"""
COLUMNS_BLIND = frozenset({"column_name", "is_nullable", "character_set_name", "collation_name", "extra", "privileges"})

STATISTICS = """
TABLE_CATALOG TABLE_SCHEMA TABLE_NAME NON_UNIQUE INDEX_SCHEMA INDEX_NAME SEQ_IN_INDEX COLUMN_NAME COLLATION CARDINALITY
SUB_PART PACKED NULLABLE INDEX_TYPE COMMENT INDEX_COMMENT
"""
STATISTICS_BLIND = frozenset({"index_name", "column_name", "collation", "nullable", "comment", "is_visible"})

KEY_COLUMN_USAGE = """
CONSTRAINT_CATALOG CONSTRAINT_SCHEMA CONSTRAINT_NAME TABLE_CATALOG TABLE_SCHEMA TABLE_NAME COLUMN_NAME ORDINAL_POSITION
POSITION_IN_UNIQUE_CONSTRAINT REFERENCED_TABLE_SCHEMA REFERENCED_TABLE_NAME REFERENCED_COLUMN_NAME
"""
KEY_COLUMN_USAGE_BLIND = frozenset({"constraint_name", "column_name", "referenced_column_name"})

TABLE_CONSTRAINTS = "CONSTRAINT_CATALOG CONSTRAINT_SCHEMA CONSTRAINT_NAME TABLE_SCHEMA TABLE_NAME CONSTRAINT_TYPE"
REFERENTIAL_CONSTRAINTS = """
CONSTRAINT_CATALOG CONSTRAINT_SCHEMA CONSTRAINT_NAME UNIQUE_CONSTRAINT_CATALOG UNIQUE_CONSTRAINT_SCHEMA
UNIQUE_CONSTRAINT_NAME MATCH_OPTION UPDATE_RULE DELETE_RULE TABLE_NAME REFERENCED_TABLE_NAME
"""
CONSTRAINTS_BLIND = frozenset({"constraint_name", "unique_constraint_name"})
CHECKS_MARIADB = "CONSTRAINT_CATALOG CONSTRAINT_SCHEMA TABLE_NAME CONSTRAINT_NAME LEVEL CHECK_CLAUSE"
CHECKS_MYSQL = "CONSTRAINT_CATALOG CONSTRAINT_SCHEMA CONSTRAINT_NAME CHECK_CLAUSE"

SCHEMATA = "CATALOG_NAME SCHEMA_NAME DEFAULT_CHARACTER_SET_NAME DEFAULT_COLLATION_NAME SQL_PATH"
SCHEMATA_BLIND = frozenset({"default_character_set_name", "default_collation_name"})
TABLES = """
TABLE_CATALOG TABLE_SCHEMA TABLE_NAME TABLE_TYPE ENGINE VERSION ROW_FORMAT TABLE_ROWS AVG_ROW_LENGTH DATA_LENGTH
MAX_DATA_LENGTH INDEX_LENGTH DATA_FREE AUTO_INCREMENT CREATE_TIME UPDATE_TIME CHECK_TIME TABLE_COLLATION CHECKSUM
CREATE_OPTIONS TABLE_COMMENT
"""
TABLES_BLIND = frozenset({"engine", "table_collation", "create_options", "table_comment"})
VIEWS = """
TABLE_CATALOG TABLE_SCHEMA TABLE_NAME VIEW_DEFINITION CHECK_OPTION IS_UPDATABLE DEFINER SECURITY_TYPE
CHARACTER_SET_CLIENT COLLATION_CONNECTION
"""
VIEWS_BLIND = frozenset({"character_set_client", "collation_connection"})
PARTITIONS_MARIADB = """
TABLE_CATALOG TABLE_SCHEMA TABLE_NAME PARTITION_NAME SUBPARTITION_NAME PARTITION_ORDINAL_POSITION
SUBPARTITION_ORDINAL_POSITION PARTITION_METHOD SUBPARTITION_METHOD PARTITION_EXPRESSION SUBPARTITION_EXPRESSION
PARTITION_DESCRIPTION TABLE_ROWS AVG_ROW_LENGTH DATA_LENGTH MAX_DATA_LENGTH INDEX_LENGTH DATA_FREE CREATE_TIME
UPDATE_TIME CHECK_TIME CHECKSUM PARTITION_COMMENT NODEGROUP TABLESPACE_NAME
"""
PARTITIONS_MYSQL = PARTITIONS_MARIADB.replace(" PARTITION_METHOD", " SECONDARY_LOAD PARTITION_METHOD", 1)
PARTITIONS_BLIND = frozenset(
    {"partition_name", "subpartition_name", "partition_method", "subpartition_method", "nodegroup"}
)

ROUTINES = """
SPECIFIC_NAME ROUTINE_CATALOG ROUTINE_SCHEMA ROUTINE_NAME ROUTINE_TYPE DATA_TYPE CHARACTER_MAXIMUM_LENGTH
CHARACTER_OCTET_LENGTH NUMERIC_PRECISION NUMERIC_SCALE DATETIME_PRECISION CHARACTER_SET_NAME COLLATION_NAME
DTD_IDENTIFIER ROUTINE_BODY ROUTINE_DEFINITION EXTERNAL_NAME EXTERNAL_LANGUAGE PARAMETER_STYLE IS_DETERMINISTIC
SQL_DATA_ACCESS SQL_PATH SECURITY_TYPE CREATED LAST_ALTERED SQL_MODE ROUTINE_COMMENT DEFINER CHARACTER_SET_CLIENT
COLLATION_CONNECTION DATABASE_COLLATION
"""
PARAMETERS = """
SPECIFIC_CATALOG SPECIFIC_SCHEMA SPECIFIC_NAME ORDINAL_POSITION PARAMETER_MODE PARAMETER_NAME DATA_TYPE
CHARACTER_MAXIMUM_LENGTH CHARACTER_OCTET_LENGTH NUMERIC_PRECISION NUMERIC_SCALE DATETIME_PRECISION CHARACTER_SET_NAME
COLLATION_NAME DTD_IDENTIFIER ROUTINE_TYPE
"""
TRIGGERS = """
TRIGGER_CATALOG TRIGGER_SCHEMA TRIGGER_NAME EVENT_MANIPULATION EVENT_OBJECT_CATALOG EVENT_OBJECT_SCHEMA
EVENT_OBJECT_TABLE ACTION_ORDER ACTION_CONDITION ACTION_STATEMENT ACTION_ORIENTATION ACTION_TIMING
ACTION_REFERENCE_OLD_TABLE ACTION_REFERENCE_NEW_TABLE ACTION_REFERENCE_OLD_ROW ACTION_REFERENCE_NEW_ROW CREATED SQL_MODE
DEFINER CHARACTER_SET_CLIENT COLLATION_CONNECTION DATABASE_COLLATION
"""
EVENTS = """
EVENT_CATALOG EVENT_SCHEMA EVENT_NAME DEFINER TIME_ZONE EVENT_BODY EVENT_DEFINITION EVENT_TYPE EXECUTE_AT INTERVAL_VALUE
INTERVAL_FIELD SQL_MODE STARTS ENDS STATUS ON_COMPLETION CREATED LAST_ALTERED LAST_EXECUTED EVENT_COMMENT ORIGINATOR
CHARACTER_SET_CLIENT COLLATION_CONNECTION DATABASE_COLLATION
"""
_PROGRAMS_TEXT = """
event_name event_body event_type interval_value on_completion specific_name parameter_name character_set_name
collation_name routine_name routine_body parameter_style is_deterministic trigger_name action_orientation
action_reference_old_row action_reference_new_row character_set_client collation_connection database_collation
"""
PROGRAMS_BLIND = frozenset(_PROGRAMS_TEXT.split())
PROC = """
db name type specific_name language sql_data_access is_deterministic security_type param_list returns body definer
created modified sql_mode comment character_set_client collation_connection db_collation body_utf8 aggregate
"""

_OTHER_TEXT = """
all_plugins applicable_roles character_sets client_statistics collations collation_character_set_applicability
column_privileges enabled_roles files geometry_columns global_status global_variables index_statistics keywords
key_caches key_period_usage optimizer_costs optimizer_trace periods plugins processlist profiling schema_privileges
sequences session_status session_variables slave_status spatial_ref_sys sql_functions system_variables tablespaces
table_privileges table_statistics thread_pool_groups thread_pool_queues thread_pool_stats thread_pool_waits users
user_privileges user_statistics user_variables administrable_role_authorizations columns_extensions column_statistics
json_duality_views json_duality_view_columns json_duality_view_links json_duality_view_tables libraries
resource_groups role_column_grants role_routine_grants role_table_grants routine_libraries schemata_extensions
st_geometry_columns st_spatial_reference_systems st_units_of_measure tablespaces_extensions tables_extensions
table_constraints_extensions user_attributes view_routine_usage view_table_usage innodb_buffer_page
innodb_buffer_page_lru innodb_buffer_pool_stats innodb_cached_indexes innodb_cmp innodb_cmpmem innodb_cmpmem_reset
innodb_cmp_per_index innodb_cmp_per_index_reset innodb_cmp_reset innodb_columns innodb_datafiles innodb_fields
innodb_foreign_cols innodb_ft_being_deleted innodb_ft_config innodb_ft_default_stopword innodb_ft_deleted
innodb_ft_index_cache innodb_ft_index_table innodb_indexes innodb_locks innodb_lock_waits innodb_metrics
innodb_session_temp_tablespaces innodb_sys_columns innodb_sys_fields innodb_sys_foreign_cols innodb_sys_indexes
innodb_sys_tablespaces innodb_sys_tablestats innodb_sys_virtual innodb_tablespaces innodb_tablespaces_brief
innodb_tablespaces_encryption innodb_tablestats innodb_temp_table_info innodb_trx innodb_virtual innodb_sys_tables
innodb_tables innodb_sys_foreign innodb_foreign
"""
OTHER_TABLES = frozenset(_OTHER_TEXT.split())
"""Tables of information_schema that one of the vendors has, and whose rows are not modelled."""
