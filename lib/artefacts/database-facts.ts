/** What the account may do in this PostgreSQL database, read only (A14): one row. The probe asks the same. */
export const POSTGRES_FACTS = `SELECT current_setting('server_version') version, current_setting('server_version_num')::int num,
  current_user usr, pg_backend_pid() pid,
  (SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname=current_database()) owner_name,
  pg_has_role(current_user,(SELECT datdba FROM pg_database WHERE datname=current_database()),'USAGE') is_owner,
  (SELECT rolsuper FROM pg_roles WHERE rolname=current_user) super,
  (SELECT rolcreatedb FROM pg_roles WHERE rolname=current_user) createdb,
  (SELECT to_char(rolvaliduntil AT TIME ZONE 'UTC','YYYY-MM-DD"T"HH24:MI:SS"Z"') FROM pg_roles
    WHERE rolname=current_user AND isfinite(rolvaliduntil)) valid_until,
  has_database_privilege(current_database(),'CREATE') db_create,
  CASE WHEN to_regnamespace('public') IS NULL THEN NULL ELSE has_schema_privilege('public','CREATE') END public_create,
  pg_is_in_recovery() standby, current_setting('default_transaction_read_only') ro,
  (SELECT datcollate||'/'||pg_encoding_to_char(encoding) FROM pg_database WHERE datname=current_database()) coll,
  (SELECT ssl FROM pg_stat_ssl WHERE pid=pg_backend_pid()) tls`;

/** The same for SQL Server; a bit is 0 or 1. */
export const SQL_SERVER_FACTS = `SELECT DB_NAME() db, SUSER_SNAME() usr, IS_ROLEMEMBER('db_owner') role_member, USER_NAME() db_user,
  IS_SRVROLEMEMBER('sysadmin') sysadmin, HAS_PERMS_BY_NAME(DB_NAME(),'DATABASE','CONTROL') control_db,
  HAS_PERMS_BY_NAME(DB_NAME(),'DATABASE','CREATE TABLE') create_table,
  HAS_PERMS_BY_NAME(NULL,NULL,'CREATE ANY DATABASE') create_db,
  CAST(DATABASEPROPERTYEX(DB_NAME(),'Updateability') AS nvarchar(20)) upd,
  CAST(DATABASEPROPERTYEX(DB_NAME(),'Status') AS nvarchar(20)) status,
  CAST(DATABASEPROPERTYEX(DB_NAME(),'Collation') AS nvarchar(64)) coll,
  CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(32)) version,
  CAST(SERVERPROPERTY('Edition') AS nvarchar(64)) edition, CAST(SERVERPROPERTY('EngineEdition') AS int) engine_edition,
  CAST(LOGINPROPERTY(SUSER_SNAME(),'DaysUntilExpiration') AS int) days_left,
  CAST(SERVERPROPERTY('Babelfish') AS int) babelfish`;
