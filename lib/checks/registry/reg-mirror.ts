import { defineCheck, type JudgeContext, type Judgement, type Step } from "@/lib/checks/define-check";
import { pause } from "@/lib/engine/pause";
import { type ImageReference, imageName, parseImageList } from "@/lib/intake/image-reference";
import { placeOf } from "@/lib/intake/registry-place";
import type { RegistryReply } from "@/lib/probes/registry/types";

import { said } from "./answers";
import { digestOf, headManifest } from "./manifest";

/** Images that are asked for at once; the host's own bound still holds (catalogue, reg-mirror). */
const AT_ONCE = 4;
const PATIENCE = [500, 1500, 3000];

interface Looked {
  image: ImageReference;
  reply: RegistryReply;
}
interface Seen {
  looked: Looked[];
  wrong: { line: number; text: string }[];
  total: number;
}

/** Every image of the vendor's list is in the registry (S153). */
export const regMirror = defineCheck({
  id: "reg-mirror",
  needs: ["registry"],
  deadlineMs: ({ limits }) => limits.listMs,
  async run({ probes: { registry }, answers, facts, signal }): Promise<Seen> {
    const { images, wrong } = parseImageList(answers["reg.imageList"]?.text ?? "");
    const place = placeOf(answers["reg.pullPrefix"], answers["reg.host"] ?? "");
    const looked: Looked[] = [];
    const endsAt = Date.now() + facts.policy.limits.listMs * 0.9;
    const left = images.values();
    async function worker() {
      for (const image of left) {
        if (signal.aborted || Date.now() > endsAt) return;
        let reply = await headManifest(registry, place, image);
        for (const wait of PATIENCE) {
          if (!reply.ok || reply.status !== 429 || signal.aborted) break;
          const asked = Number(reply.headers["retry-after"]) * 1000;
          await pause(Math.min(asked > 0 ? asked : wait, 5_000), signal);
          reply = await headManifest(registry, place, image);
        }
        looked.push({ image, reply });
        // A registry that went away answers nothing to the rest of the list either.
        if (!reply.ok) return;
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return { looked, wrong, total: images.length };
  },
  verdict: (seen, context) => [judge(seen, context)],
});

function judge({ looked, wrong, total }: Seen, { answers }: JudgeContext): Judgement {
  const target = `${total} images`;
  const expected = "every image of the list, with its digest where the list has one";
  if (total === 0)
    return {
      target,
      expected,
      verdict: "could-not-tell",
      reasonCode: "answer-missing",
      message: "The list holds no image that can be read. SESTEK provides one image a line, such as va/web:5.2.0.",
    };
  const status = ({ reply }: Looked) => (reply.ok ? reply.status : 0);
  const missing = looked.filter((one) => status(one) === 404).map(({ image }) => imageName(image));
  const denied = looked.filter((one) => [401, 403].includes(status(one)));
  const there = looked.filter((one) => status(one) === 200);
  const differing = there
    .filter(({ image, reply }) => image.digest && digestOf(reply) && digestOf(reply) !== image.digest)
    .map(({ image }) => imageName(image));
  const unknown = total - missing.length - denied.length - there.length;
  const uncompared = there.filter(({ image, reply }) => !image.digest || !digestOf(reply)).length;
  const found = [
    `${there.length} present`,
    ...(missing.length > 0 ? [`${missing.length} missing`] : []),
    ...(differing.length > 0 ? [`${differing.length} with another digest`] : []),
    ...(denied.length > 0 ? [`${denied.length} refused`] : []),
    ...(unknown > 0 ? [`${unknown} not looked at`] : []),
    ...(wrong.length > 0 ? [`${wrong.length} lines that are no image`] : []),
  ].join(", ");
  const base = {
    target,
    expected,
    found,
    evidence: { wrongLines: wrong, differing: differing.slice(0, 50), prefix: answers["reg.pullPrefix"] },
  };
  const step = (state: Step["state"]): Step[] => [{ name: "pull", state, detail: found }];
  const bad = [...missing, ...differing];
  if (bad.length > 0)
    return {
      ...base,
      places: bad,
      steps: step("failed"),
      verdict: "fail",
      reasonCode: missing.length > 0 ? "not-found" : "answer-mismatch",
      message: `${bad.length} of ${total} images are ${missing.length > 0 ? "missing" : "other images than the list says"}: ${bad.slice(0, 5).join(", ")}${bad.length > 5 ? " and more" : ""}.`,
    };
  if (denied.length > 0)
    return {
      ...base,
      places: denied.map(({ image }) => imageName(image)),
      steps: step("failed"),
      verdict: "fail",
      reasonCode: "forbidden",
      message: `The user may not pull ${denied.length} of ${total} images.`,
    };
  if (unknown > 0) {
    const first = looked.find((one) => ![200, 404].includes(status(one)))?.reply;
    return {
      ...base,
      steps: step("could-not-tell"),
      verdict: "could-not-tell",
      reasonCode: first?.ok && first.status === 429 ? "rate-limited" : first && !first.ok ? first.code : "timeout",
      message: `${unknown} of ${total} images could not be looked at${first ? ` (${said(first)})` : ""}. The others are there. Run it again later.`,
    };
  }
  if (uncompared > 0 || wrong.length > 0)
    return {
      ...base,
      steps: step("done"),
      verdict: "warn",
      reasonCode: "answer-unknown",
      message:
        wrong.length > 0
          ? `All ${total} images are there, but ${wrong.length} lines of the list are no image (line ${wrong[0]?.line}: ${wrong[0]?.text}).`
          : `All ${total} images are there; for ${uncompared} of them there is no digest to compare.`,
    };
  return {
    ...base,
    steps: step("done"),
    verdict: "pass",
    reasonCode: "ok",
    message: `All ${total} images are there, with the digests of the list.`,
  };
}
