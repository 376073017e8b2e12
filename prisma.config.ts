import { defineConfig } from "prisma/config";

export default defineConfig({
  schema: "prisma/sqlite",
  migrations: { path: "prisma/sqlite/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "file:./data/readiness.db" },
});
