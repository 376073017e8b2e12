import type { Judgement } from "@/lib/checks/define-check";
import { holds, share } from "@/lib/intake/addresses";
import { isIp } from "@/lib/intake/schemas/basics";

import type { ReachLine } from "../lines";
import { coverage, grouped, type Looked, troubled } from "./about";

const addresses = ({ detail }: ReachLine) => detail.split(" ").filter(Boolean);
const unseen = { reasonCode: "error", message: "No pod resolved the name. Run the probe again." } as const;
const silent = (target: string): Judgement => ({
  target,
  verdict: "could-not-tell",
  reasonCode: "timeout",
  message: `The cluster's name servers gave no answer for ${target}.`,
});

function byNode(lines: readonly ReachLine[]): Map<string, ReachLine[]> {
  const nodes = new Map<string, ReachLine[]>();
  for (const line of lines) nodes.set(line.node, [...(nodes.get(line.node) ?? []), line]);
  return nodes;
}

/** The base domain and random names below it lead to the ingress, as the pods' resolvers say (net-dns). */
export function judgeDns({ said, answers, hex, workers, trouble }: Looked): Judgement[] {
  const lines = said.reach.filter(({ check, mode }) => check === "net-dns" && mode === "name");
  if (lines.length === 0) return [troubled("workers", trouble ?? unseen)];
  const base = answers["net.baseDomain"] ?? "";
  const ingress = answers["net.ingressAddress"] ?? "";
  const list = [...byNode(lines)].map(([node, own]) => {
    const of = (name: string) => own.find(({ host }) => host === name);
    const expected = isIp(ingress) ? [ingress] : of(ingress) ? addresses(of(ingress) as ReachLine) : [];
    return {
      node,
      judgement: names(
        base,
        [of(`rdy-${hex}a.${base}`), of(`rdy-${hex}b.${base}`)],
        of(base),
        of(`rdy-${hex}.invalid`),
        expected,
      ),
    };
  });
  return [...grouped(list), ...coverage([...byNode(lines).keys()], workers)];
}

function names(
  base: string,
  random: readonly (ReachLine | undefined)[],
  own: ReachLine | undefined,
  invalid: ReachLine | undefined,
  expected: readonly string[],
): Judgement {
  const target = `*.${base}`;
  const about = {
    target,
    expected: expected.join(", ") || "the ingress",
    found: random[0] ? addresses(random[0]).join(", ") || random[0].state : "",
  };
  if (invalid && addresses(invalid).length > 0)
    return {
      ...about,
      verdict: "warn",
      reasonCode: "dns",
      message:
        "The cluster's name servers answer even for names that cannot exist, so their answers prove nothing: a captive resolver, or a wildcard on the search domain.",
    };
  const asked = [own, ...random];
  if (asked.some((one) => one === undefined || one.state === "noanswer")) return { ...silent(target), ...about };
  const lines = asked as ReachLine[];
  const absent = lines.filter((one) => addresses(one).length === 0);
  // A wildcard holds for the names below the domain; the products need no record of the domain itself.
  if (absent.length === 1 && absent[0] === own)
    return {
      ...about,
      verdict: "warn",
      reasonCode: "dns",
      message: `In the cluster ${base} itself has no address, only the names below it.`,
    };
  if (absent.length > 0)
    return {
      ...about,
      verdict: "fail",
      reasonCode: "dns",
      found: "no such name",
      message: `In the cluster ${absent.map(({ host }) => host).join(" and ")} ${absent.length === 1 ? "does" : "do"} not resolve.`,
    };
  const elsewhere = expected.length > 0 && !lines.every((one) => share(addresses(one), expected));
  if (elsewhere)
    return {
      ...about,
      verdict: "warn",
      reasonCode: "answer-mismatch",
      message: `In the cluster ${target} resolves, but not to the ingress.`,
    };
  return {
    ...about,
    verdict: "pass",
    reasonCode: "ok",
    message: `In the cluster ${target} resolves${expected.length > 0 ? " to the ingress" : ""}.`,
  };
}

/** The database's name leads to its address, as the workers see it (db-endpoint). */
export function judgeDatabaseName({ said, answers, trouble }: Looked): Judgement[] {
  const { "db.host": host, "db.ip": ip } = answers;
  const target = host ?? ip ?? "database";
  if (!host || isIp(host))
    return [
      {
        target,
        verdict: "warn",
        reasonCode: "answer-mismatch",
        message: "Only an address is given: after a failover the products would stay with the old server.",
      },
    ];
  const lines = said.reach.filter(({ check, mode }) => check === "db-endpoint" && mode === "name");
  if (lines.length === 0) return [troubled(target, trouble ?? unseen)];
  return grouped(
    lines.map((line) => {
      const got = addresses(line);
      const about = { target, expected: ip ?? "an address", found: got.join(", ") || line.state };
      const judgement: Judgement =
        line.state === "noanswer"
          ? { ...silent(target), ...about }
          : got.length === 0
            ? { ...about, verdict: "fail", reasonCode: "dns", message: `In the cluster ${host} does not resolve.` }
            : ip && !holds(got, ip)
              ? {
                  ...about,
                  verdict: "warn",
                  reasonCode: "answer-mismatch",
                  message: `In the cluster ${host} leads to ${got.join(", ")}, not to ${ip}. A listener or a cluster name may be meant.`,
                }
              : {
                  ...about,
                  verdict: "pass",
                  reasonCode: "ok",
                  message: `In the cluster ${host} leads to ${got.join(", ")}.`,
                };
      return { node: line.node, judgement };
    }),
  );
}

/** What Elasticsearch needs of the nodes' memory maps (obs-elastic-incluster). */
const LEAST_MAPS = 262_144;

export function judgeMaps({ said, workers, trouble }: Looked): Judgement[] {
  if (said.maps.length === 0) return [troubled("vm.max_map_count", trouble ?? unseen)];
  const list = said.maps.map(({ node, maps }) => {
    const about = { target: "vm.max_map_count", expected: `at least ${LEAST_MAPS}`, found: String(maps) };
    const judgement: Judgement =
      maps === 0
        ? {
            ...about,
            verdict: "could-not-tell",
            reasonCode: "forbidden",
            message: "The pod could not read vm.max_map_count.",
          }
        : maps < LEAST_MAPS
          ? {
              ...about,
              verdict: "warn",
              reasonCode: "unsupported",
              message: `vm.max_map_count is ${maps}; Elasticsearch asks for ${LEAST_MAPS}: set it on the nodes, or have memory maps switched off.`,
            }
          : { ...about, verdict: "pass", reasonCode: "ok", message: `vm.max_map_count is ${maps}.` };
    return { node, judgement };
  });
  return [
    ...grouped(list),
    ...coverage(
      said.maps.map(({ node }) => node),
      workers,
    ),
  ];
}
