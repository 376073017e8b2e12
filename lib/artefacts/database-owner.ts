import { databasesOf } from "@/lib/checks/database/sessions";

import { POSTGRES_FACTS, SQL_SERVER_FACTS } from "./database-facts";
import { type ArtefactInput, type GeneratedFile, heading } from "./manifest";
import { pgName, pgText, sqlServerName, sqlServerText } from "./quote";

const POSTGRES_TIME = `to_char(clock_timestamp() AT TIME ZONE 'UTC','YYYY-MM-DD"T"HH24:MI:SS"Z"') looked_at`;
const SQL_SERVER_TIME = "CONVERT(varchar(19), SYSUTCDATETIME(), 126)+'Z' looked_at";
const RIGHTS = "Gives the account its rights. Run it as the server's administrator.";
const LOOK = `Run it as the account itself: it only looks, and tries one table in a transaction that is rolled back.
Take results to the grid, not to text, which is cut off (sqlcmd: -y 0). In pgAdmin run each database's part by itself.
Paste every line that begins with RDY| on the project's page "Other places". No line holds a password.`;

/** The heading's lines as SQL comments. */
function sqlHeading(input: ArtefactInput, title: string, how: string): string {
  return heading(input, title, ["db-owner", "db-login"], how).replaceAll(/^#/gm, "--");
}

function postgresLook(name: string, project: string): string {
  const about = `${pgText(project)} project, 'postgresql' engine, current_database() db`;
  const line = (from: string) => `SELECT 'RDY|' || row_to_json(t)::text readiness FROM (${from}) t;`;
  return [
    `\\connect ${pgName(name)}`,
    line(
      `SELECT f.*, ${about}, coalesce(host(inet_server_addr()),'local') server, ${POSTGRES_TIME} FROM (${POSTGRES_FACTS}) f`,
    ),
    "BEGIN; SET LOCAL statement_timeout='5s'; SET LOCAL lock_timeout='2s';",
    "CREATE SCHEMA rdy_check; CREATE TABLE rdy_check.t(id int primary key); INSERT INTO rdy_check.t VALUES (1);",
    line(`SELECT ${about}, current_user usr, 'yes' tried, ${POSTGRES_TIME}`),
    "ROLLBACK;",
  ].join("\n");
}

function sqlServerLook(name: string, project: string): string {
  const about = `${sqlServerText(project)} project, 'mssql' engine`;
  const line = (from: string) =>
    `SELECT 'RDY|' + (${from} FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER) readiness;`;
  return [
    `USE ${sqlServerName(name)};`,
    "GO",
    line(
      `SELECT f.*, ${about}, CAST(SERVERPROPERTY('ServerName') AS nvarchar(128)) server, ${SQL_SERVER_TIME} FROM (${SQL_SERVER_FACTS}) f`,
    ),
    "GO",
    "SET XACT_ABORT ON; SET LOCK_TIMEOUT 2000; BEGIN TRAN;",
    "CREATE TABLE dbo.rdy_check(id int primary key); INSERT dbo.rdy_check VALUES(1);",
    line(`SELECT DB_NAME() db, SUSER_SNAME() usr, 'yes' tried, ${about}, ${SQL_SERVER_TIME}`),
    "ROLLBACK;",
    "GO",
  ].join("\n");
}

/** A14: statements that make the account the owner, and those that look and try as the account itself (S208). */
export function databaseOwner(input: ArtefactInput): GeneratedFile[] {
  const { answers } = input.facts;
  const { "db.engine": engine, "db.names": names = [], "db.username": user } = answers;
  if (!engine || !user || names.length === 0) return [];
  const file = (path: string, parts: readonly string[]): GeneratedFile => ({
    path,
    mediaType: "application/sql",
    text: [...parts, ""].join("\n\n"),
  });
  const rights = names.map((name) =>
    engine === "postgresql"
      ? `ALTER DATABASE ${pgName(name)} OWNER TO ${pgName(user)};`
      : [
          `USE ${sqlServerName(name)};`,
          `CREATE USER ${sqlServerName(user)} FOR LOGIN ${sqlServerName(user)};`,
          `ALTER ROLE db_owner ADD MEMBER ${sqlServerName(user)};`,
          "GO",
        ].join("\n"),
  );
  const { id } = input.project;
  const own = answers["db.createdBy"] === "sestek" ? databasesOf(answers).slice(0, 1) : names;
  const look = engine === "postgresql" ? postgresLook : sqlServerLook;
  return [
    file("database-owner.sql", [sqlHeading(input, "Owner of the databases", RIGHTS), ...rights]),
    ...(id
      ? [
          file("database-look.sql", [
            sqlHeading(input, "A look at the databases", LOOK),
            ...own.map((name) => look(name, id)),
          ]),
        ]
      : []),
  ];
}
