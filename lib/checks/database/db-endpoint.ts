import { connectionSteps, connectionTrouble } from "@/lib/checks/connection-trouble";
import { defineCheck, type JudgeContext, type Judgement, type Step } from "@/lib/checks/define-check";
import { type Reservation, warningOf } from "@/lib/checks/reservations";
import { holds } from "@/lib/intake/addresses";
import { isIp } from "@/lib/intake/schemas/basics";
import type { DatabaseProbe, Greeting } from "@/lib/probes/database/types";

interface Seen {
  greeting: Greeting;
  addresses: Awaited<ReturnType<DatabaseProbe["addresses"]>>;
}

/**
 * The database's address, port and name are given and fit together (S208). The app's faults count; that
 * it reaches the database proves nothing for the workers (`fromApp: "faults"`).
 */
export const dbEndpoint = defineCheck({
  id: "db-endpoint",
  needs: ["database"],
  async run({ probes: { database } }): Promise<Seen> {
    const [greeting, addresses] = await Promise.all([database.greet(), database.addresses()]);
    return { greeting, addresses };
  },
  verdict: (seen, context) => [judge(seen, context)],
});

function judge({ greeting, addresses }: Seen, { answers }: JudgeContext): Judgement {
  const { "db.host": name, "db.ip": ip, "db.port": port, "db.instance": instance } = answers;
  const host = name ?? ip ?? "";
  const target = `${host}:${port}`;
  const expected = "name, address and port fit together, and a database answers";
  const found = addresses.ok ? `${host} is ${addresses.addresses.join(", ")}` : addresses.message;
  const greets = (state: Step["state"], detail?: string): Step[] => [
    ...connectionSteps(greeting, { tls: false }),
    { name: "greeting", state, ...(detail ? { detail } : {}) },
  ];
  const evidence = {
    addresses: addresses.ok ? addresses.addresses : addresses.code,
    instance,
    ...(greeting.ok ? { engine: greeting.engine, tls: greeting.tls, version: greeting.version } : {}),
  };
  if (!greeting.ok) return connectionTrouble(greeting, { target, expected, evidence, steps: greets("not-reached") });
  const base = { target, expected, found, evidence };
  const unknown = (message: string): Judgement => ({
    ...base,
    steps: greets("could-not-tell"),
    verdict: "could-not-tell",
    reasonCode: "unsupported",
    message,
  });
  if (greeting.engine === "closed")
    return unknown(
      `${target} takes connections and closes them at once: something in front of the database accepts for others.`,
    );
  const steps = greets(greeting.engine === "silent" ? "could-not-tell" : "done", greeting.engine);
  const byName = name !== undefined && !isIp(name);
  if (!ip && byName)
    return {
      ...base,
      steps,
      verdict: "fail",
      reasonCode: "answer-missing",
      message: `${name} answers, but the address of the database is not given. Firewall rules are written with it.`,
      ...(addresses.ok && addresses.addresses[0]
        ? { suggests: { field: "db.ip", value: addresses.addresses[0] } }
        : {}),
    };
  const reservations: Reservation[] = [];
  if (!byName)
    reservations.push({
      reasonCode: "answer-missing",
      message: "It is given as an address only, which pins it: a move or a failover then needs a change.",
    });
  if (addresses.ok && ip && !holds(addresses.addresses, ip))
    reservations.push({
      reasonCode: "answer-mismatch",
      message: `${host} leads to ${addresses.addresses.join(", ")} from here, and the answer says ${ip}. That is right for a listener or a cluster name; otherwise correct one of them.`,
    });
  if (instance)
    reservations.push({
      reasonCode: "unsupported",
      message: `The named instance ${instance} must keep this port: set a fixed one, as its browser service on UDP 1434 is not used.`,
    });
  const warning = warningOf(reservations);
  if (warning) return { ...base, steps, ...warning, message: [`${target} answers.`, warning.message].join(" ") };
  return { ...base, steps, verdict: "pass", reasonCode: "ok", message: `${target} answers, and ${name} is ${ip}.` };
}
