-- AlterTable
ALTER TABLE "Observation" ADD COLUMN "steps" TEXT;
