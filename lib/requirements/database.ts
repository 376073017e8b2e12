import { group, source } from "./build";

const INFORMATION = "Information expected from customer";
const ADDRESS = ["db.engine", ["db.ip", "db.host"], "db.port"] as const;
const LOG_IN = [...ADDRESS, "db.username", "db.password", "db.names"] as const;

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
    needs: ADDRESS,
    after: ["db-endpoint"],
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
    fields: ["db.version"],
    needs: [...LOG_IN, "project.products"],
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
    fromApp: "faults",
    whoActs: "db",
    fields: ["db.host", "db.ip", "db.port", "db.instance"],
    needs: ADDRESS,
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
    fields: ["db.auth", "db.tls", "db.ca", "db.createdBy", "project.installEnd"],
    needs: LOG_IN,
    after: ["db-endpoint", "db-engine"],
    remedy:
      "Reset the password or create the account, and enter it again. One try is made a run, so that no account is locked.",
    remedyFor: {
      unsupported: ({ answers }) =>
        answers["db.auth"] === "windows" || answers["db.auth"] === "cert"
          ? {
              artefact: "A14",
              file: "database-look.sql",
              summary:
                'Run the file as the account itself, in SSMS, sqlcmd, psql or pgAdmin, and paste the lines that it prints on the page "Other places".',
            }
          : { summary: "Switch on encryption between the products and the database server." },
      "tls-untrusted": () => ({
        summary:
          "Enter the CA certificates of the database server in the intake, or switch on encryption at the server.",
      }),
      "tls-name": () => ({
        summary: "Enter the database by a name that its certificate holds, or reissue the certificate.",
      }),
      "tls-expired": () => ({ summary: "Renew the certificate of the database server." }),
      "not-found": () => ({ summary: "Create the database, correct its name, or answer that SESTEK creates it." }),
      expiring: () => ({ summary: "Extend the account beyond the installation, or take its expiry away." }),
    },
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
    fields: ["db.createdBy"],
    needs: LOG_IN,
    after: ["db-login"],
    remedy: ({ answers }) => ({
      artefact: "A14",
      summary:
        answers["db.engine"] === "mssql"
          ? "Add the account to db_owner in each database."
          : answers["db.engine"] === "postgresql"
            ? "Make the account the owner of each database."
            : "Give the account the owner's rights in each database.",
    }),
    waivable: false,
    consent: {
      by: "app",
      writes: "Makes a schema with a table in each database, in a transaction that is rolled back.",
    },
  },
]);
