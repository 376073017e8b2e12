import { of, type TerminalJudge, untold } from "./context";

/** Administrator privileges (S40), by the fixed identifier of the group, in any language. */
export const tsAdminRights: TerminalJudge = (context) => {
  const [seen] = of(context, "ts-admin-rights");
  if (!seen) return [];
  const account = seen.detail.account || context.head.user;
  const base = {
    target: account,
    expected: "the account is a member of the local administrators, and may elevate",
    found: seen.state,
    evidence: { account, uac: seen.detail.uac, prompt: seen.detail.prompt },
  };
  if (seen.state === "elevated")
    return [
      {
        ...base,
        verdict: "pass",
        reasonCode: "ok",
        message: `${account} is an administrator, and the script ran elevated.`,
      },
    ];
  if (seen.state === "member")
    return seen.detail.prompt === "0" && seen.detail.uac !== "0"
      ? [
          {
            ...base,
            verdict: "warn",
            reasonCode: "forbidden",
            message: `${account} is a member of the administrators, but a policy denies the question for elevation (ConsentPromptBehaviorUser is 0).`,
          },
        ]
      : [
          {
            ...base,
            verdict: "pass",
            reasonCode: "ok",
            message: `${account} is a member of the administrators and can elevate.`,
          },
        ];
  if (seen.state === "absent")
    return [
      {
        ...base,
        verdict: "fail",
        reasonCode: "forbidden",
        message: `${account} is no member of the local administrators. If the right is lent for a time only, lend it and run the script again.`,
      },
    ];
  return [untold(seen, "whether the account is an administrator", account)];
};
