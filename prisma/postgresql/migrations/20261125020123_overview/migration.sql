-- AlterTable
ALTER TABLE "RowState" ADD COLUMN "daysToGreen" INTEGER;

-- AlterTable
ALTER TABLE "Project" ADD COLUMN "toAct" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "Project" ADD COLUMN "progress" INTEGER NOT NULL DEFAULT -1;
ALTER TABLE "Project" ADD COLUMN "trend" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "Project" ADD COLUMN "searchText" TEXT NOT NULL DEFAULT '';

-- CreateIndex
CREATE INDEX "Project_searchText_id_idx" ON "Project"("searchText", "id");
CREATE INDEX "Project_progress_id_idx" ON "Project"("progress", "id");
CREATE INDEX "Project_toAct_id_idx" ON "Project"("toAct", "id");
CREATE INDEX "Project_trend_id_idx" ON "Project"("trend", "id");

-- CreateIndex
CREATE INDEX "AuditEntry_subject_seq_idx" ON "AuditEntry"("subject", "seq");

-- CreateIndex
CREATE INDEX "AuditEntry_at_idx" ON "AuditEntry"("at");

-- CreateIndex
CREATE INDEX "RowState_blocks_requirementId_projectId_idx" ON "RowState"("blocks", "requirementId", "projectId");

-- CreateIndex
CREATE INDEX "RowState_requirementId_daysToGreen_idx" ON "RowState"("requirementId", "daysToGreen");

-- Projects that were folded before are folded once more, so that the new columns are true.
UPDATE "Project" SET "foldedRevision" = -1 WHERE "closedAt" IS NULL;
