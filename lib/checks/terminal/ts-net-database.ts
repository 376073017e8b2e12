import { defineCheck } from "@/lib/checks/define-check";
import { judgeGreeting } from "@/lib/checks/network/net-db-port";

/** Terminal server reaches the database (S52): what the app sees of it settles nothing. */
export const tsNetDatabase = defineCheck({
  id: "ts-net-database",
  needs: ["database"],
  run: ({ probes: { database } }) => database.greet(),
  verdict: (greeting, context) => [judgeGreeting(greeting, context)],
});
