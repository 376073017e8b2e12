import { unanswered } from "@/lib/checks/unanswered";

import { isNamed, of, type TerminalJudge, untold } from "./context";

const VIRTUAL =
  /vmware|virtual|kvm|qemu|xen|hyper-?v|amazon ec2|google compute|nutanix|openstack|bochs|parallels|rhev|red hat/i;

/** Terminal server is named, of a stated kind (S9, S13, S17): the machine as it describes itself. */
export const tsHost: TerminalJudge = (context) => {
  const [seen] = of(context, "ts-host");
  if (!seen) return [];
  const { answers, facts, now } = context;
  const { "ts.host": host, "ts.kind": kind, "ts.os": os } = answers;
  if (seen.state !== "seen") return [untold(seen, "what machine this is")];
  const { name = "", model = "", addresses = "", productType } = seen.detail;
  const target = name || context.head.host;
  if (!host)
    return [unanswered({ answers, facts, consented: false, now }, target, "which machine is the terminal server")];
  const base = {
    target,
    expected: `${host}, a dedicated server or virtual machine`,
    found: [name, model.trim()].filter(Boolean).join(", "),
    evidence: { name, domain: seen.detail.domain, model, productType, addresses, shell: context.head.shell },
  };
  const concerns = [
    isNamed(host, name, addresses)
      ? ""
      : `the script ran on ${name || "an unnamed machine"}, and the answer names ${host}`,
    productType === "1" && kind !== "workstation" ? "the machine runs a workstation's Windows" : "",
    productType === "3" && kind === "workstation"
      ? "the machine runs a server's Windows, and the answer says workstation"
      : "",
    productType === "2" ? "the machine is a domain controller, which should not be used for other work" : "",
    kind === "dedicated-server" && VIRTUAL.test(model)
      ? `the machine is virtual (${model.trim()}), and the answer says server`
      : "",
    os === "linux" || productType === "linux"
      ? "the machine runs Linux, which SESTEK accepts instead of Windows only by agreement"
      : "",
    kind === "workstation" ? "an employee's workstation is the second choice" : "",
  ].filter(Boolean);
  const linux = os === "linux" || productType === "linux";
  if (linux && facts.policy.terminalServer.linux === "refuse")
    return [
      {
        ...base,
        verdict: "fail",
        reasonCode: "unsupported",
        message: `${target} runs Linux, and SESTEK takes a Windows machine only.`,
      },
    ];
  if (concerns.length === 0)
    return [
      { ...base, verdict: "pass", reasonCode: "ok", message: `${name} is the named machine and of the stated kind.` },
    ];
  const said = concerns.join("; ");
  return [
    {
      ...base,
      verdict: "warn",
      reasonCode: "answer-mismatch",
      message: `${said.charAt(0).toUpperCase()}${said.slice(1)}.`,
    },
  ];
};
