-- AlterTable
ALTER TABLE "Answer" ADD COLUMN "product" TEXT;

-- AlterTable
ALTER TABLE "Observation" ADD COLUMN "errandId" TEXT;
ALTER TABLE "Observation" ADD COLUMN "host" TEXT;

-- AlterTable
ALTER TABLE "OneTimeLink" ADD COLUMN "consumedBy" TEXT;

-- CreateTable
CREATE TABLE "RowState" (
    "projectId" TEXT NOT NULL,
    "requirementId" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "blocks" BOOLEAN NOT NULL,
    "settled" BOOLEAN NOT NULL,
    "since" DATETIME NOT NULL,
    "redAt" DATETIME,
    "greenAt" DATETIME,

    PRIMARY KEY ("projectId", "requirementId"),
    CONSTRAINT "RowState_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ProjectDay" (
    "projectId" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "blocking" INTEGER NOT NULL,
    "settled" INTEGER NOT NULL,
    "applicable" INTEGER NOT NULL,

    PRIMARY KEY ("projectId", "day"),
    CONSTRAINT "ProjectDay_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Errand" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "projectId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "codeHash" TEXT NOT NULL,
    "sealedKey" TEXT,
    "keyId" TEXT,
    "plan" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdName" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" DATETIME NOT NULL,
    "revokedAt" DATETIME,
    "takenAt" DATETIME,
    "host" TEXT,
    "resultSha256" TEXT,
    "outcome" TEXT,
    CONSTRAINT "Errand_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ProbeObject" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "projectId" TEXT NOT NULL,
    "runId" TEXT NOT NULL,
    "resource" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "namespace" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" DATETIME,
    "lastError" TEXT,
    CONSTRAINT "ProbeObject_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Product" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "definition" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retiredAt" DATETIME
);

-- CreateTable
CREATE TABLE "ProjectProduct" (
    "projectId" TEXT NOT NULL,
    "productId" TEXT NOT NULL,
    "chosenBy" TEXT NOT NULL,
    "chosenAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,

    PRIMARY KEY ("projectId", "productId"),
    CONSTRAINT "ProjectProduct_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ProjectProduct_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Decision" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL,
    "note" TEXT,
    "personId" TEXT NOT NULL,
    "personName" TEXT NOT NULL,
    "at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "seq" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "at" DATETIME NOT NULL,
    "actorId" TEXT,
    "actorName" TEXT NOT NULL,
    "actorRole" TEXT NOT NULL,
    "address" TEXT,
    "projectId" TEXT,
    "action" TEXT NOT NULL,
    "subject" TEXT,
    "details" TEXT NOT NULL DEFAULT '{}',
    "previousHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Notification" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "projectId" TEXT,
    "kind" TEXT NOT NULL,
    "subject" TEXT,
    "data" TEXT NOT NULL DEFAULT '{}',
    "at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "readAt" DATETIME,
    "digest" BOOLEAN NOT NULL DEFAULT false,
    CONSTRAINT "Notification_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Notification_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "channel" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deliveredAt" DATETIME,
    "deadAt" DATETIME,
    "lastError" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateTable
CREATE TABLE "Webhook" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "keyId" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "kinds" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabledAt" DATETIME
);

-- CreateTable
CREATE TABLE "RequirementWork" (
    "projectId" TEXT NOT NULL,
    "requirementId" TEXT NOT NULL,
    "assigneeId" TEXT,
    "assigneeName" TEXT,
    "assigneeRole" TEXT,
    "dueOn" TEXT,
    "updatedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,

    PRIMARY KEY ("projectId", "requirementId"),
    CONSTRAINT "RequirementWork_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Comment" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "projectId" TEXT NOT NULL,
    "requirementId" TEXT,
    "authorId" TEXT NOT NULL,
    "authorName" TEXT NOT NULL,
    "authorRole" TEXT NOT NULL,
    "internal" BOOLEAN NOT NULL DEFAULT false,
    "text" TEXT NOT NULL,
    "mentions" TEXT NOT NULL DEFAULT '[]',
    "at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" DATETIME,
    CONSTRAINT "Comment_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "CommentFile" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "commentId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "bytes" BLOB NOT NULL,
    CONSTRAINT "CommentFile_commentId_fkey" FOREIGN KEY ("commentId") REFERENCES "Comment" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MatrixWord" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "projectId" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "personName" TEXT NOT NULL,
    "at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "matrixHash" TEXT NOT NULL,
    CONSTRAINT "MatrixWord_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Certificate" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "projectId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "issuedBy" TEXT NOT NULL,
    "issuedByName" TEXT NOT NULL,
    "issuedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "content" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "voidedAt" DATETIME,
    "voidedBecause" TEXT,
    CONSTRAINT "Certificate_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Project" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "customer" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "practice" BOOLEAN NOT NULL DEFAULT false,
    "practiceMistakes" TEXT NOT NULL DEFAULT '[]',
    "allowedNetworks" TEXT NOT NULL DEFAULT '[]',
    "answersRevision" INTEGER NOT NULL DEFAULT 0,
    "boardRevision" INTEGER NOT NULL DEFAULT 0,
    "runSeq" INTEGER NOT NULL DEFAULT 0,
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closedAt" DATETIME,
    "closedBy" TEXT,
    "purgeSecretsAt" DATETIME,
    "secretsPurgedAt" DATETIME,
    "foldedRevision" INTEGER NOT NULL DEFAULT -1,
    "foldedAt" DATETIME,
    "ready" BOOLEAN NOT NULL DEFAULT false,
    "blocking" INTEGER NOT NULL DEFAULT 0,
    "failing" INTEGER NOT NULL DEFAULT 0,
    "settled" INTEGER NOT NULL DEFAULT 0,
    "applicable" INTEGER NOT NULL DEFAULT 0,
    "mustAct" TEXT NOT NULL DEFAULT '{}',
    "installStart" TEXT,
    "installEnd" TEXT,
    "changedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO "new_Project" ("allowedNetworks", "answersRevision", "boardRevision", "closedAt", "createdAt", "createdBy", "customer", "environment", "id", "practice", "practiceMistakes", "runSeq") SELECT "allowedNetworks", "answersRevision", "boardRevision", "closedAt", "createdAt", "createdBy", "customer", "environment", "id", "practice", "practiceMistakes", "runSeq" FROM "Project";
DROP TABLE "Project";
ALTER TABLE "new_Project" RENAME TO "Project";
CREATE INDEX "Project_createdAt_id_idx" ON "Project"("createdAt", "id");
CREATE INDEX "Project_changedAt_id_idx" ON "Project"("changedAt", "id");
CREATE INDEX "Project_installStart_id_idx" ON "Project"("installStart", "id");
CREATE INDEX "Project_blocking_id_idx" ON "Project"("blocking", "id");
CREATE INDEX "Project_customer_id_idx" ON "Project"("customer", "id");
CREATE TABLE "new_Run" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "projectId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "vantage" TEXT NOT NULL DEFAULT 'app',
    "scope" TEXT NOT NULL,
    "consent" TEXT NOT NULL DEFAULT '[]',
    "requestedBy" TEXT NOT NULL,
    "requestedByName" TEXT NOT NULL,
    "catalogueVersion" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" DATETIME,
    "finishedAt" DATETIME,
    "cancelRequestedAt" DATETIME,
    "leaseHolder" TEXT,
    "leaseUntil" DATETIME,
    "fence" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "Run_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_Run" ("cancelRequestedAt", "catalogueVersion", "consent", "createdAt", "fence", "finishedAt", "id", "leaseHolder", "leaseUntil", "projectId", "requestedBy", "requestedByName", "scope", "seq", "startedAt", "status") SELECT "cancelRequestedAt", "catalogueVersion", "consent", "createdAt", "fence", "finishedAt", "id", "leaseHolder", "leaseUntil", "projectId", "requestedBy", "requestedByName", "scope", "seq", "startedAt", "status" FROM "Run";
DROP TABLE "Run";
ALTER TABLE "new_Run" RENAME TO "Run";
CREATE INDEX "Run_status_createdAt_idx" ON "Run"("status", "createdAt");
CREATE UNIQUE INDEX "Run_projectId_seq_key" ON "Run"("projectId", "seq");
CREATE TABLE "new_User" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "passwordHash" TEXT,
    "sessionVersion" INTEGER NOT NULL DEFAULT 1,
    "disabledAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "locale" TEXT,
    "timeZone" TEXT,
    "oidcSubject" TEXT,
    "notifyChoices" TEXT NOT NULL DEFAULT '{}',
    "digestAt" DATETIME
);
INSERT INTO "new_User" ("createdAt", "disabledAt", "email", "id", "name", "passwordHash", "role", "sessionVersion") SELECT "createdAt", "disabledAt", "email", "id", "name", "passwordHash", "role", "sessionVersion" FROM "User";
DROP TABLE "User";
ALTER TABLE "new_User" RENAME TO "User";
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");
CREATE UNIQUE INDEX "User_oidcSubject_key" ON "User"("oidcSubject");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "RowState_requirementId_blocks_idx" ON "RowState"("requirementId", "blocks");

-- CreateIndex
CREATE INDEX "Errand_projectId_createdAt_idx" ON "Errand"("projectId", "createdAt");

-- CreateIndex
CREATE INDEX "Errand_codeHash_idx" ON "Errand"("codeHash");

-- CreateIndex
CREATE INDEX "ProbeObject_projectId_removedAt_idx" ON "ProbeObject"("projectId", "removedAt");

-- CreateIndex
CREATE INDEX "ProbeObject_runId_idx" ON "ProbeObject"("runId");

-- CreateIndex
CREATE UNIQUE INDEX "Product_code_version_key" ON "Product"("code", "version");

-- CreateIndex
CREATE INDEX "ProjectProduct_productId_idx" ON "ProjectProduct"("productId");

-- CreateIndex
CREATE UNIQUE INDEX "AuditEntry_previousHash_key" ON "AuditEntry"("previousHash");

-- CreateIndex
CREATE UNIQUE INDEX "AuditEntry_hash_key" ON "AuditEntry"("hash");

-- CreateIndex
CREATE INDEX "AuditEntry_projectId_seq_idx" ON "AuditEntry"("projectId", "seq");

-- CreateIndex
CREATE INDEX "AuditEntry_projectId_subject_seq_idx" ON "AuditEntry"("projectId", "subject", "seq");

-- CreateIndex
CREATE INDEX "AuditEntry_action_seq_idx" ON "AuditEntry"("action", "seq");

-- CreateIndex
CREATE INDEX "AuditEntry_actorId_seq_idx" ON "AuditEntry"("actorId", "seq");

-- CreateIndex
CREATE INDEX "Notification_userId_readAt_at_idx" ON "Notification"("userId", "readAt", "at");

-- CreateIndex
CREATE INDEX "Notification_userId_at_idx" ON "Notification"("userId", "at");

-- CreateIndex
CREATE INDEX "Delivery_deliveredAt_deadAt_nextAt_idx" ON "Delivery"("deliveredAt", "deadAt", "nextAt");

-- CreateIndex
CREATE INDEX "Delivery_createdAt_idx" ON "Delivery"("createdAt");

-- CreateIndex
CREATE INDEX "RequirementWork_assigneeId_idx" ON "RequirementWork"("assigneeId");

-- CreateIndex
CREATE INDEX "Comment_projectId_requirementId_at_idx" ON "Comment"("projectId", "requirementId", "at");

-- CreateIndex
CREATE INDEX "CommentFile_commentId_idx" ON "CommentFile"("commentId");

-- CreateIndex
CREATE INDEX "MatrixWord_projectId_at_idx" ON "MatrixWord"("projectId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "Certificate_projectId_seq_key" ON "Certificate"("projectId", "seq");
