import { type ArtefactInput, type GeneratedFile, heading } from "./manifest";
import { pgName, sqlServerName } from "./quote";

const POSTGRES_READ = `SELECT current_setting('server_version') version, current_user usr,
  (SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname=current_database()) owner,
  pg_has_role(current_user,(SELECT datdba FROM pg_database WHERE datname=current_database()),'USAGE') is_owner,
  has_database_privilege(current_database(),'CREATE') db_create, pg_is_in_recovery() standby,
  (SELECT datcollate||'/'||pg_encoding_to_char(encoding) FROM pg_database WHERE datname=current_database()) coll;`;
const POSTGRES_TRY = `BEGIN; SET LOCAL statement_timeout='5s'; SET LOCAL lock_timeout='2s';
CREATE SCHEMA rdy_check; CREATE TABLE rdy_check.t(id int primary key); INSERT INTO rdy_check.t VALUES (1);
ROLLBACK;`;
const SQL_SERVER_READ = `SELECT DB_NAME() db, USER_NAME() usr, IS_ROLEMEMBER('db_owner') role_member, IS_SRVROLEMEMBER('sysadmin') sysadmin,
  HAS_PERMS_BY_NAME(DB_NAME(),'DATABASE','CONTROL') control_db, HAS_PERMS_BY_NAME(DB_NAME(),'DATABASE','CREATE TABLE') create_table,
  CAST(DATABASEPROPERTYEX(DB_NAME(),'Updateability') AS nvarchar(20)) upd,
  CAST(DATABASEPROPERTYEX(DB_NAME(),'Collation') AS nvarchar(64)) coll;`;
const SQL_SERVER_TRY = `SET XACT_ABORT ON; SET LOCK_TIMEOUT 2000;
BEGIN TRAN; CREATE TABLE dbo.rdy_check(id int primary key); INSERT dbo.rdy_check VALUES(1); ROLLBACK;`;

/** The heading's lines as SQL comments. */
function sqlHeading(input: ArtefactInput): string {
  const how =
    "Part 1 gives the account its rights: run it as the server's administrator. Part 2 only looks, and part 3 tries and rolls back: run them as the account itself.";
  return heading(input, "Owner of the databases", ["db-owner", "db-login"], how).replaceAll(/^#/gm, "--");
}

/** A14: statements that make the account the owner, and those that prove it (S208). */
export function databaseOwner(input: ArtefactInput): GeneratedFile[] {
  const { "db.engine": engine, "db.names": names = [], "db.username": user } = input.facts.answers;
  if (!engine || !user || names.length === 0) return [];
  const parts = names.map((name) =>
    engine === "postgresql"
      ? [
          `ALTER DATABASE ${pgName(name)} OWNER TO ${pgName(user)};`,
          `\\connect ${pgName(name)}`,
          POSTGRES_READ,
          POSTGRES_TRY,
        ]
      : [
          `USE ${sqlServerName(name)};`,
          `CREATE USER ${sqlServerName(user)} FOR LOGIN ${sqlServerName(user)};`,
          `ALTER ROLE db_owner ADD MEMBER ${sqlServerName(user)};`,
          "GO",
          SQL_SERVER_READ,
          SQL_SERVER_TRY,
          "GO",
        ],
  );
  const text = [sqlHeading(input), ...parts.map((lines) => lines.join("\n")), ""].join("\n\n");
  return [{ path: "database-owner.sql", mediaType: "application/sql", text }];
}
