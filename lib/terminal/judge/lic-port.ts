import type { Judgement } from "@/lib/checks/define-check";

import { of, type TerminalJudge, untold } from "./context";

const OWN = /sestek|knovvu|licen[sc]e/i;
const LOOPBACK = /^(127\.|::1$)/;

/** 30113 free and allowed on the license server (S142), before and after the installation. */
export const licPort: TerminalJudge = (context) => {
  const seen = of(context, "lic-port").find(({ target }) => target.startsWith("port "));
  if (!seen) return [];
  const { listening = "", process = "", firewall, rule, ruleName, profile = "" } = seen.detail;
  const installed = context.answers["lic.installed"] === "yes";
  const target = `${context.head.host}:30113`;
  if (seen.state !== "seen") return [untold(seen, "who listens on 30113", target)];
  const addresses = listening.split(/[\s,]+/).filter(Boolean);
  const base = {
    target,
    expected: installed
      ? "the license service listens, and the firewall allows it"
      : "the port is free, and the firewall allows it",
    found: `${addresses.join(", ") || "free"}; firewall ${firewall}, rule ${rule}`,
    evidence: { listening: addresses, process, firewall, rule, ruleName, profile },
  };
  const say = (verdict: Judgement["verdict"], reasonCode: Judgement["reasonCode"], message: string): Judgement[] => [
    { ...base, verdict, reasonCode, message },
  ];
  if (installed && addresses.length === 0)
    return say("fail", "refused", "The license service is installed, but nothing listens on 30113.");
  if (installed && addresses.every((address) => LOOPBACK.test(address)))
    return say("fail", "refused", `30113 is listened on at ${addresses.join(", ")} only, where no worker reaches it.`);
  if (rule === "block")
    return say("fail", "refused", `The firewall rule ${ruleName || "without a name"} blocks 30113.`);
  if (rule === "none" && firewall === "blocks")
    return say(
      "fail",
      "refused",
      `No firewall rule allows 30113, and the profile ${profile} blocks what no rule allows.`,
    );
  if (rule !== "allow" && firewall === "unknown")
    return say(
      "could-not-tell",
      "forbidden",
      `What the firewall says of 30113 could not be read${seen.detail.reason ? `: ${seen.detail.reason}` : "."}`,
    );
  if (rule === "unknown" && firewall === "blocks")
    return say(
      "could-not-tell",
      "forbidden",
      "The firewall's rules could not be read, so that it is not known whether one allows 30113.",
    );
  const foreign = addresses.length > 0 && !(installed && (process === "unknown" || OWN.test(process)));
  if (foreign)
    return say(
      "warn",
      "answer-mismatch",
      `Another program${process && process !== "unknown" ? ` (${process})` : ""} listens on 30113.`,
    );
  if (rule !== "allow")
    return say(
      "warn",
      "unsupported",
      "No rule names 30113; the way is open only because the firewall lets everything in.",
    );
  return say(
    "pass",
    "ok",
    installed
      ? "The license service listens on 30113, and the firewall allows it."
      : "30113 is free, and the firewall allows it.",
  );
};
