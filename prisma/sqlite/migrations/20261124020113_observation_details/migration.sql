-- AlterTable
ALTER TABLE "Observation" ADD COLUMN "details" TEXT;
