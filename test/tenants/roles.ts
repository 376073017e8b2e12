/** Who calls: SESTEK's roles, the customer whose project it is, another project's customer, and nobody. */
export const CALLERS = ["admin", "manager", "engineer", "customer", "stranger", "nobody"] as const;
export type Caller = (typeof CALLERS)[number];

export const ADMIN = ["admin"] as const;
export const MANAGERS = ["admin", "manager"] as const;
export const VENDOR = ["admin", "manager", "engineer"] as const;
/** Everybody who sees the project: the foreign customer is left. */
export const INSIDE = ["admin", "manager", "engineer", "customer"] as const;
/** Everybody who is signed in; what is answered is the caller's own. */
export const SIGNED_IN = ["admin", "manager", "engineer", "customer", "stranger"] as const;
export const CUSTOMERS = ["customer", "stranger"] as const;
export const OPEN = CALLERS;
