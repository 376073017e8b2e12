/** The administrator of the journeys' own installation. */
export const ADMIN = { name: "Ada Admin", email: "ada@sestek.test", password: "correct horse battery" } as const;

/** Names the variable that holds the path of the administrator's session. */
export const STATE_FILE = "READINESS_E2E_STATE";
