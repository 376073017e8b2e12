import { defineCheck, type JudgeContext, type Judgement, type Step } from "@/lib/checks/define-check";
import { placeOf, type RegistryPlace, repositoryAt } from "@/lib/intake/registry-place";
import type { RegistryReply } from "@/lib/probes/registry/types";
import { REGISTRY_ADVICE } from "@/lib/requirements/registry-advice";
import { errorCode, said, undecided } from "./answers";

interface Seen {
  repository: string;
  /** An innocent question under the right to push: its token may tell what the user was given. */
  asked?: RegistryReply;
  opened?: RegistryReply;
  /** The upload session lies on another host and is left alone. */
  elsewhere?: boolean;
  cancelled?: RegistryReply;
  gone?: RegistryReply;
}

/** The path of an upload session at the registry itself; undefined when it lies elsewhere. */
function sessionPath(location: string | undefined, { host, port }: RegistryPlace): string | undefined {
  try {
    const url = new URL(location ?? "", `https://${host}:${port}`);
    const own = url.hostname === host && Number(url.port || 443) === port && url.protocol === "https:";
    return own && location ? `${url.pathname}${url.search}` : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The registry's user may push images (S168): an upload session is opened and cancelled at once, with
 * consent; no blob and no manifest is ever written.
 */
export const regPush = defineCheck({
  id: "reg-push",
  needs: ["registry"],
  async run({ probes: { registry }, answers, consented }): Promise<Seen> {
    const place = placeOf(answers["reg.pushPrefix"], answers["reg.host"] ?? "");
    const repository = repositoryAt(place, "rdy-push-check");
    const scope = `repository:${repository}:pull,push`;
    const path = `/v2/${repository}/tags/list?n=1`;
    const ask = () => registry.ask({ method: "GET", place, path, scope });
    if (!consented) return { repository, asked: await ask() };
    const opened = await registry.ask({ method: "POST", place, path: `/v2/${repository}/blobs/uploads/`, scope });
    const silent = !opened.ok || opened.status === 429 || opened.status >= 500;
    if (silent) return { repository, opened, asked: await ask() };
    if (opened.status !== 202) return { repository, opened };
    const session = sessionPath(opened.headers.location, place);
    if (!session) return { repository, opened, elsewhere: true };
    const cancelled = await registry.ask({ method: "DELETE", place, path: session, scope: `${scope},delete` });
    const gone = await registry.ask({ method: "GET", place, path: session, scope });
    return { repository, opened, cancelled, gone };
  },
  verdict: (seen, context) => [judge(seen, context)],
});

/** What a readable token says of the right to push; undefined for an opaque one, or none. */
function byToken({ repository, asked }: Seen): Judgement | undefined {
  if (!asked?.ok) return undefined;
  const grant = asked.granted?.find(({ type, name }) => type === "repository" && name === repository);
  if (!grant) return undefined;
  const may = grant.actions.includes("push");
  const given = grant.actions.join(", ") || "nothing";
  return {
    target: repository,
    expected: "the token names the right to push",
    found: `token: ${given}`,
    evidence: { granted: grant.actions },
    steps: [{ name: "push", state: may ? "done" : "failed", detail: `token: ${given}` }],
    verdict: may ? "pass" : "fail",
    reasonCode: may ? "ok" : "forbidden",
    message: may
      ? `The registry's token gives the user the right to push to ${repository}. No upload was opened.`
      : `The registry's token gives the user ${given} on ${repository}, and not the right to push.`,
  };
}

function judge(seen: Seen, { answers }: JudgeContext): Judgement {
  const { repository, opened, elsewhere, cancelled, gone } = seen;
  const target = repository;
  const expected = "an upload may be opened";
  const step = (name: string, state: Step["state"], detail?: string): Step => ({
    name,
    state,
    ...(detail ? { detail } : {}),
  });
  if (!opened)
    return (
      byToken(seen) ?? {
        target,
        expected,
        verdict: "could-not-tell",
        reasonCode: "answer-missing",
        message:
          "Nobody has agreed to this check yet. It opens an upload and cancels it at once; no image is written. Agree when you run it.",
        steps: [step("push", "not-reached")],
      }
    );
  const evidence = {
    open: said(opened),
    ...(cancelled ? { cancel: said(cancelled) } : {}),
    ...(gone ? { afterwards: said(gone) } : {}),
  };
  const undecidedYet = undecided(opened, {
    target,
    expected,
    what: "images may be pushed",
    evidence,
    steps: [step("push", "could-not-tell", said(opened))],
  });
  if (undecidedYet) return byToken(seen) ?? undecidedYet;
  if (!opened.ok) throw new Error("A reply without connection was judged before.");
  const base = { target, expected, found: said(opened), evidence };
  const { status } = opened;
  const code = errorCode(opened.text);
  if (status !== 202) {
    const { title, push } = REGISTRY_ADVICE[answers["reg.type"] ?? "v2-generic"];
    const why =
      status === 401 || status === 403
        ? `The user may not push below ${answers["reg.pushPrefix"]}`
        : status === 405 || code === "UNSUPPORTED"
          ? `${repository} takes no push: the registry is read-only or a proxy`
          : status === 404
            ? `${repository} cannot be pushed to, because its repository or project does not exist`
            : `The registry refused to open an upload`;
    const known = [400, 401, 403, 404, 405, 409].includes(status);
    return {
      ...base,
      steps: [step("push", known ? "failed" : "could-not-tell", said(opened))],
      verdict: known ? "fail" : "could-not-tell",
      reasonCode: status === 401 ? "auth" : status === 403 ? "forbidden" : status === 404 ? "not-found" : "unsupported",
      message: `${why} (${said(opened)}, ${title}). ${push}`.trim(),
    };
  }
  const removed = cancelled?.ok && [202, 204, 404].includes(cancelled.status) && gone?.ok && gone.status === 404;
  const steps = [step("push", "done"), step("cancel", removed ? "done" : "could-not-tell")];
  if (removed)
    return {
      ...base,
      steps,
      verdict: "pass",
      reasonCode: "ok",
      message: `An upload to ${repository} was opened and cancelled; nothing is left.`,
    };
  return {
    ...base,
    steps,
    verdict: "warn",
    reasonCode: "residue",
    message: elsewhere
      ? `An upload to ${repository} was opened. Its session lies on another host, which is not contacted: it ends by itself, and nothing was written.`
      : `An upload to ${repository} was opened, and the registry does not offer to cancel it: the empty session ends by itself.`,
  };
}
