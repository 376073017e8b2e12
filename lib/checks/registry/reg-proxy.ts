import { defineCheck, type JudgeContext, type Judgement, type Step } from "@/lib/checks/define-check";
import { imageName, parseImage, VENDOR_REGISTRY } from "@/lib/intake/image-reference";
import { placeOf, repositoryAt } from "@/lib/intake/registry-place";
import type { RegistryReply } from "@/lib/probes/registry/types";
import { REGISTRY_ADVICE } from "@/lib/requirements/registry-advice";
import { said, undecided } from "./answers";
import { REGISTRY_KINDS } from "./kinds";
import { digestOf, headManifest } from "./manifest";
import { type ProxySettings, readProxySettings } from "./proxy-settings";
import { listRepositories } from "./reg-list";

interface Seen {
  /** The catalog of a proxy shows only what it has fetched; undefined when it could not be read. */
  cachedBefore?: boolean;
  sample?: RegistryReply;
  vendor?: RegistryReply;
  settings?: ProxySettings;
}

/** The registry proxies docker.sestek.com (S153): the vendor's sample image comes through it. */
export const regProxy = defineCheck({
  id: "reg-proxy",
  needs: ["registry"],
  async run({ probes, answers }): Promise<Seen> {
    const { registry, vendorRegistry } = probes as typeof probes & { vendorRegistry?: typeof probes.registry };
    const type = answers["reg.type"] ?? "v2-generic";
    const image = parseImage(answers["reg.sampleImage"] ?? "");
    if (REGISTRY_KINDS[type].proxies === "no" || !image) return {};
    const place = placeOf(answers["reg.pullPrefix"], answers["reg.host"] ?? "");
    const [settings, listed] = await Promise.all([
      readProxySettings(registry, answers, place),
      listRepositories(registry, place, type),
    ]);
    const readable = listed?.reply.ok && listed.reply.status === 200;
    const cachedBefore = readable ? listed.names.includes(repositoryAt(place, image.repository)) : undefined;
    const sample = await headManifest(registry, place, image);
    const vendor = await vendorRegistry?.ask({
      method: "HEAD",
      place: placeOf(undefined, VENDOR_REGISTRY),
      path: `/v2/${image.repository}/manifests/${image.tag}`,
      scope: `repository:${image.repository}:pull`,
    });
    return {
      sample,
      ...(cachedBefore === undefined ? {} : { cachedBefore }),
      ...(vendor ? { vendor } : {}),
      ...(settings ? { settings } : {}),
    };
  },
  verdict: (seen, context) => [judge(seen, context)],
});

function judge({ cachedBefore, sample, vendor, settings }: Seen, { answers }: JudgeContext): Judgement {
  const type = answers["reg.type"] ?? "v2-generic";
  const advice = REGISTRY_ADVICE[type];
  const target = answers["reg.sampleImage"] ?? "sample image";
  const expected = `comes from ${VENDOR_REGISTRY} through the registry`;
  if (REGISTRY_KINDS[type].proxies === "no")
    return {
      target: advice.title,
      expected,
      verdict: "fail",
      reasonCode: "unsupported",
      message: `${advice.title} cannot proxy ${VENDOR_REGISTRY}. Choose to copy the images instead.`,
      suggests: { field: "reg.mode", value: "mirror" },
    };
  const image = parseImage(answers["reg.sampleImage"] ?? "");
  if (!image || !sample)
    return {
      target,
      verdict: "could-not-tell",
      reasonCode: "answer-missing",
      message: "No sample image with a tag is named, so nothing could be pulled through the proxy. SESTEK names one.",
    };
  const evidence = {
    manifest: said(sample),
    digest: digestOf(sample),
    vendorDigest: vendor ? (digestOf(vendor) ?? said(vendor)) : "not asked",
    cachedBefore: cachedBefore ?? "not known",
    settings: settings?.detail ?? "not asked",
  };
  const ladder = (state: Step["state"]): Step[] => [{ name: "proxy", state, detail: said(sample) }];
  const trouble = undecided(sample, {
    target,
    expected,
    what: "the image comes through the proxy",
    evidence,
    steps: ladder("could-not-tell"),
  });
  if (settings?.upstream && settings.upstream !== VENDOR_REGISTRY)
    return {
      target,
      expected,
      found: settings.detail,
      evidence,
      steps: ladder("failed"),
      verdict: "fail",
      reasonCode: "answer-mismatch",
      message: `The repository is a proxy of ${settings.upstream}, not of ${VENDOR_REGISTRY}.`,
    };
  if (trouble) return trouble;
  if (!sample.ok) throw new Error("A reply without connection was judged before.");
  const base = { target, expected, found: said(sample), evidence };
  const name = imageName(image);
  if (sample.status !== 200) {
    const configured = settings?.upstream === VENDOR_REGISTRY;
    const denied = sample.status === 401 || sample.status === 403;
    return {
      ...base,
      steps: ladder(configured ? "could-not-tell" : "failed"),
      verdict: configured && !denied ? "warn" : "fail",
      reasonCode: denied ? "forbidden" : "not-found",
      message: configured
        ? `The proxy is set up for ${VENDOR_REGISTRY}, but ${name} does not come through (${said(sample)}). The vendor's credentials are probably missing or wrong in the proxy; its memory of the refusal may last a day.`
        : `${name} does not come through the registry (${said(sample)}). ${advice.proxy}`,
    };
  }
  const digest = digestOf(sample);
  const vendorDigest = image.digest ?? (vendor ? digestOf(vendor) : undefined);
  const done = { ...base, steps: ladder("done") };
  if (digest && vendorDigest && digest !== vendorDigest)
    return {
      ...done,
      verdict: "fail",
      reasonCode: "answer-mismatch",
      found: digest,
      message: `${name} is another image here than at ${VENDOR_REGISTRY}: the digests differ.`,
    };
  const origin = settings?.upstream === VENDOR_REGISTRY || cachedBefore === false;
  if (digest && vendorDigest && origin)
    return { ...done, verdict: "pass", reasonCode: "ok", message: `${name} comes through with the vendor's digest.` };
  return {
    ...done,
    verdict: "warn",
    reasonCode: "answer-unknown",
    message: `${name} is there, but ${
      vendorDigest ? "it may have been copied" : "its digest at the vendor is not known"
    }${origin ? "" : ", so that the registry is a proxy is not proven"}. Name a sample that was never pulled, with its digest.`,
  };
}
