/** First port of the journeys' own installations; a second checkout on the machine takes another one. */
const BASE = Number(process.env.READINESS_E2E_PORT ?? 4310);

/** A port of its own for each installation that the journeys, pictures and measurements start. */
export const PORTS = {
  shared: BASE,
  firstStart: BASE + 1,
  kill: BASE + 2,
  canary: BASE + 3,
  pictures: BASE + 4,
  live: BASE + 5,
  firstLoad: BASE + 6,
  people: BASE + 7,
  portfolio: BASE + 8,
  offline: BASE + 9,
  languages: BASE + 10,
  mail: BASE + 11,
  singleSignOn: BASE + 12,
  cluster: BASE + 13,
} as const;
