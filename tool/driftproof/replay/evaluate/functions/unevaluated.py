"""The names of built-in functions that are known but not evaluated: their values are unknown."""

_NAMES_TEXT = """
export_set week weekofyear yearweek addtime subtime time_to_sec aes_decrypt aes_encrypt any_value asymmetric_decrypt
asymmetric_encrypt benchmark compress decode des_decrypt des_encrypt encode encrypt extractvalue updatexml get_lock
release_lock release_all_locks is_free_lock is_used_lock grouping gtid_subset gtid_subtract inet6_aton inet6_ntoa
is_ipv4 is_ipv4_compat is_ipv4_mapped is_ipv6 load_file master_pos_wait name_const password old_password
ps_current_thread_id ps_thread_id random_bytes sleep statement_digest statement_digest_text uncompress
uncompressed_length validate_password_strength wait_for_executed_gtid_set weight_string uuid_short bin_to_uuid
uuid_to_bin sys_guid convert_tz get_format makedate maketime period_add period_diff sec_to_time time_format timediff
str_to_date to_seconds utc_time st_geomfromtext st_astext st_x st_y point linestring polygon geometrycollection
st_distance st_contains json_table json_schema_valid json_search json_merge json_merge_patch json_merge_preserve
json_array_append json_array_insert json_overlaps json_pretty json_query
json_value json_exists json_compact json_detailed json_loose json_equals json_normalize json_storage_size
json_storage_free lastval nextval setval natural_sort_key sformat to_char to_number row_number rank dense_rank lag
lead first_value last_value nth_value ntile percent_rank cume_dist median percentile_cont percentile_disc current_role
icu_version format_bytes format_pico_time roles_graphml vec_distance vec_fromtext vec_totext vec_distance_euclidean
vec_distance_cosine string_to_vector vector_to_string binlog_gtid_pos decode_histogram column_get column_create
column_add column_delete column_exists column_list column_json column_check match source_pos_wait trim_oracle
wsrep_last_seen_gtid wsrep_last_written_gtid wsrep_sync_wait_upto_gtid kdf
"""
_SPATIAL_TEXT = """
area asbinary asgeojson aswkb aswkt boundary buffer buffer_strategy centroid convexhull crosses difference dimension
disjoint distance_sphere endpoint envelope equals exteriorring frechetdistance geohash geomcollfromtext
geomcollfromtxt geomcollfromwkb geometrycollectionfromtext geometrycollectionfromwkb geometryfromtext geometryfromwkb
geometryn geometrytype geomfromgeojson geomfromwkb hausdorffdistance interiorringn intersection intersects isclosed
isempty isring issimple isvalid latfromgeohash latitude length linefromtext linefromwkb lineinterpolatepoint
lineinterpolatepoints linestringfromtext linestringfromwkb longfromgeohash longitude makeenvelope mlinefromtext
mlinefromwkb mpointfromtext mpointfromwkb mpolyfromtext mpolyfromwkb multilinestringfromtext multilinestringfromwkb
multipointfromtext multipointfromwkb multipolygonfromtext multipolygonfromwkb numgeometries numinteriorring
numinteriorrings numpoints overlaps pointatdistance pointfromgeohash pointfromtext pointfromwkb pointn pointonsurface
polyfromtext polyfromwkb polygonfromtext polygonfromwkb relate simplify srid startpoint swapxy symdifference touches
transform union validate within
"""
_BARE_SPATIAL_TEXT = """
area asbinary astext aswkb aswkt boundary buffer centroid contains convexhull crosses dimension disjoint
endpoint envelope equals exteriorring geomcollfromtext geomcollfromwkb geometrycollectionfromtext
geometrycollectionfromwkb geometryfromtext geometryfromwkb geometryn geometrytype geomfromtext geomfromwkb glength
interiorringn intersects isclosed isempty isring issimple linefromtext linefromwkb linestringfromtext
linestringfromwkb mbrequal mlinefromtext mlinefromwkb mpointfromtext mpointfromwkb mpolyfromtext mpolyfromwkb
multilinestringfromtext multilinestringfromwkb multipointfromtext multipointfromwkb multipolygonfromtext
multipolygonfromwkb numgeometries numinteriorrings numpoints overlaps pointfromtext pointfromwkb pointn pointonsurface
polyfromtext polyfromwkb polygonfromtext polygonfromwkb srid startpoint touches within x y
"""
_RECTANGLES_TEXT = "contains coveredby covers disjoint equals intersects overlaps touches within"
_MORE_TEXT = """
add_months crc32c decode_oracle etag from_vector geomcollection is_uuid json_array_intersect json_depth
json_object_filter_keys json_object_to_array json_schema_validation_report lengthb master_gtid_wait multilinestring
multipoint multipolygon rownum to_vector vector_dim
"""
BARE_SPATIAL = frozenset(_BARE_SPATIAL_TEXT.split())
"""Functions of geometry without ``ST_``, which went with MySQL 8.0."""

UNEVALUATED = (
    frozenset(_NAMES_TEXT.split())
    | frozenset(_MORE_TEXT.split())
    | BARE_SPATIAL
    | frozenset(f"st_{name}" for name in _SPATIAL_TEXT.split())
    | frozenset(f"mbr{name}" for name in _RECTANGLES_TEXT.split())
)
