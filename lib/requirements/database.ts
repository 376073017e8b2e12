import { group, source } from "./build";

const INFORMATION = "Information expected from customer";
const LOG_IN = ["db.engine", "db.host", "db.port", "db.username", "db.password", "db.names"] as const;

/** Database: the relational engine that the products use. */
export const database = group("database", [
  {
    id: "db-engine",
    severity: "blocker",
    statement: "The database engine is chosen, and it is the one that answers",
    why: "The products are prepared for Microsoft SQL Server or for PostgreSQL, not for both at once.",
    source: source(INFORMATION, "S207"),
    vantages: ["app", "person"],
    whoActs: "db",
    fields: ["db.engine", "db.host", "db.port"],
    needs: ["db.engine", "db.host", "db.port"],
    remedy: "Correct the answer, or the address and port of the database.",
    attestation: { statement: "The stated engine runs at the stated address.", by: "customer", expiresInDays: 30 },
  },
  {
    id: "db-version",
    severity: "blocker",
    statement: "The database version is verified for the products",
    why: "Each product is tested with certain versions only.",
    source: source(INFORMATION, "S207"),
    vantages: ["app", "person"],
    whoActs: "sestek",
    fields: ["db.version", "db.engine", "project.products"],
    needs: ["db.engine", "project.products"],
    after: ["db-login"],
    remedy: "Ask SESTEK to verify the version for each product, or plan an upgrade of the database.",
    attestation: {
      statement: "SESTEK has verified this database version for every chosen product.",
      by: "manager",
      expiresInDays: 30,
    },
  },
  {
    id: "db-endpoint",
    severity: "blocker",
    statement: "The database's address, port and name are given and fit together",
    why: "Workers and the terminal server connect by them.",
    source: source(INFORMATION, "S208"),
    vantages: ["app", "cluster", "terminal", "person"],
    whoActs: "db",
    fields: ["db.host", "db.ip", "db.port", "db.instance"],
    needs: ["db.host", "db.ip", "db.port"],
    remedy: "Enter the address, the port and, where there is one, the DNS name as the workers see them.",
    attestation: {
      statement: "The given address, port and name are those that the workers will use.",
      by: "customer",
      expiresInDays: 30,
    },
  },
  {
    id: "db-login",
    severity: "blocker",
    statement: "The database credentials work",
    why: "The installation prepares the databases with them.",
    source: source(INFORMATION, "S208"),
    vantages: ["app", "terminal"],
    whoActs: "db",
    fields: ["db.username", "db.password", "db.auth", "db.tls", "db.names"],
    needs: LOG_IN,
    after: ["db-endpoint"],
    remedy:
      "Reset the password or create the account, and enter it again. One try is made a run, so that no account is locked.",
    waivable: false,
  },
  {
    id: "db-owner",
    severity: "blocker",
    statement: "The account owns the databases",
    why: "Tables are created and changed during the installation and every update.",
    source: source(INFORMATION, "S208"),
    vantages: ["app", "terminal"],
    whoActs: "db",
    fields: ["db.names", "db.createdBy", "db.username", "db.engine"],
    needs: LOG_IN,
    after: ["db-login"],
    remedy: ({ answers }) => ({
      summary:
        answers["db.engine"] === "mssql"
          ? "Add the account to db_owner in each database."
          : answers["db.engine"] === "postgresql"
            ? "Make the account the owner of each database."
            : "Give the account the owner's rights in each database.",
    }),
    waivable: false,
    consent: true,
  },
]);
