import { defineCheck, type JudgeContext, type Judgement, type LookContext, type Step } from "@/lib/checks/define-check";
import { type ImageReference, parseImage, parseImageList } from "@/lib/intake/image-reference";
import { placeOf, type RegistryPlace, repositoryAt } from "@/lib/intake/registry-place";
import type { RegistryProbe, RegistryReply } from "@/lib/probes/registry/types";
import { REGISTRY_ADVICE } from "@/lib/requirements/registry-advice";
import { errorCode, said, undecided } from "./answers";
import { REGISTRY_KINDS } from "./kinds";

const MOST_PAGES = 5;
/** A repository that need not exist: its absence together with the pull right is proof enough. */
const NOBODYS = "rdy-check";

interface Seen {
  repository: string;
  /** An image is known to look for. */
  known: boolean;
  tags: RegistryReply;
  catalog?: { reply: RegistryReply; repositories: number; pages: number };
}

/** The image that the customer's registry should hold: the sample, or the first of the list. */
export function knownImage(answers: LookContext<never>["answers"]): ImageReference | undefined {
  return parseImage(answers["reg.sampleImage"] ?? "") ?? parseImageList(answers["reg.imageList"]?.text ?? "").images[0];
}

function namesOf(text: string): string[] {
  try {
    const body = JSON.parse(text) as { repositories?: unknown } | { name?: unknown }[];
    const names = Array.isArray(body) ? body.map(({ name }) => name) : (body.repositories ?? []);
    return Array.isArray(names) ? names.filter((name): name is string => typeof name === "string") : [];
  } catch {
    return [];
  }
}

/** The path of the next page when the registry names one of its own; other places are not followed. */
export function nextPage(link: string | undefined, { host, port }: RegistryPlace): string | undefined {
  const [, next] = /<([^>]+)>\s*;\s*rel="?next"?/.exec(link ?? "") ?? [];
  if (!next) return undefined;
  try {
    const url = new URL(next, `https://${host}:${port}`);
    return url.hostname === host && Number(url.port || 443) === port ? `${url.pathname}${url.search}` : undefined;
  } catch {
    return undefined;
  }
}

/** The type's own way of listing repositories, up to five pages; undefined when it has none. */
export async function listRepositories(
  registry: RegistryProbe,
  place: RegistryPlace,
  type: keyof typeof REGISTRY_KINDS,
): Promise<{ reply: RegistryReply; names: string[]; pages: number } | undefined> {
  const way = REGISTRY_KINDS[type].list?.(place);
  if (!way) return undefined;
  if ("url" in way) {
    const answer = await registry.administration(way.url);
    const reply: RegistryReply = answer.ok ? { ...answer, stage: "registry" } : answer;
    return { reply, names: reply.ok && reply.status === 200 ? namesOf(reply.text) : [], pages: 1 };
  }
  const names: string[] = [];
  let path: string | undefined = way.path;
  for (let pages = 1; ; pages++) {
    const reply: RegistryReply = await registry.ask({ method: "GET", place, path, scope: way.scope });
    if (!reply.ok || reply.status !== 200) return { reply, names, pages };
    names.push(...namesOf(reply.text));
    path = nextPage(reply.headers.link, place);
    if (!path || pages >= MOST_PAGES) return { reply, names, pages };
  }
}

/** The registry's user may list images (S168; «list» is read as tags of the repositories, D20). */
export const regList = defineCheck({
  id: "reg-list",
  needs: ["registry"],
  async run({ probes: { registry }, answers }): Promise<Seen> {
    const place = placeOf(answers["reg.pullPrefix"], answers["reg.host"] ?? "");
    const image = knownImage(answers);
    const tagsOf = (repository: string) =>
      registry.ask({
        method: "GET",
        place,
        path: `/v2/${repository}/tags/list?n=100`,
        scope: `repository:${repository}:pull`,
      });
    const listed = await listRepositories(registry, place, answers["reg.type"] ?? "v2-generic");
    const own = repositoryAt(place, image?.repository ?? NOBODYS);
    let [repository, tags] = [own, await tagsOf(own)];
    const other = listed?.names.find((name) => !place.path || name.startsWith(`${place.path}/`));
    if (tags.ok && tags.status === 404 && other) [repository, tags] = [other, await tagsOf(other)];
    return {
      repository,
      known: image !== undefined || repository === other,
      tags,
      ...(listed ? { catalog: { reply: listed.reply, repositories: listed.names.length, pages: listed.pages } } : {}),
    };
  },
  verdict: (seen, context) => [judge(seen, context)],
});

function judge({ repository, known, tags, catalog }: Seen, { answers, facts }: JudgeContext): Judgement {
  const target = repository;
  const expected = "the tags of the repositories may be listed";
  const evidence = {
    "tags/list": said(tags),
    catalog: catalog
      ? { answer: said(catalog.reply), repositories: catalog.repositories, pages: catalog.pages }
      : "none",
  };
  const ladder = (state: Step["state"]): Step[] => [{ name: "list", state, detail: said(tags) }];
  const trouble = undecided(tags, {
    target,
    expected,
    what: "images may be listed",
    evidence,
    steps: ladder("could-not-tell"),
  });
  if (trouble) return trouble;
  if (!tags.ok) throw new Error("A reply without connection was judged before.");
  const base = { target, expected, found: said(tags), evidence };
  const granted = tags.granted?.some(
    ({ type, name, actions }) => type === "repository" && name === repository && actions.includes("pull"),
  );
  const { status } = tags;
  const emptyButAllowed = status === 404 && granted === true;
  if (status === 200 || emptyButAllowed) {
    const listed = catalog?.reply.ok && catalog.reply.status === 200;
    const done = { ...base, steps: ladder("done") };
    const tagsSaid =
      status === 200
        ? `The tags of ${repository} are listed`
        : `${repository} does not exist yet, and the token may pull it`;
    const without = facts.policy.registryRights.withoutCatalog;
    return listed || emptyButAllowed || without === "pass"
      ? { ...done, verdict: "pass", reasonCode: "ok", message: `${tagsSaid}.` }
      : {
          ...done,
          verdict: without,
          reasonCode: catalog?.reply.ok && catalog.reply.status !== 404 ? "forbidden" : "unsupported",
          message: `${tagsSaid}. The list of all repositories is ${catalog?.reply.ok && [401, 403].includes(catalog.reply.status) ? "refused" : "not offered"} by ${REGISTRY_ADVICE[answers["reg.type"] ?? "v2-generic"].title}, which is usual there.`,
        };
  }
  if (status === 401 || status === 403)
    return {
      ...base,
      steps: ladder("failed"),
      verdict: "fail",
      reasonCode: status === 401 ? "auth" : "forbidden",
      message: `The user may not list the tags of ${repository} (${said(tags)}).`,
    };
  if (status === 404)
    return {
      ...base,
      steps: ladder("could-not-tell"),
      verdict: "could-not-tell",
      reasonCode: "not-found",
      message: `${repository} ${known ? "is not there, or the user may not know of it" : "is a name of ours, and no image of the vendor is named to look for"}${errorCode(tags.text) ? ` (${errorCode(tags.text)})` : ""}. Name a sample image that the registry holds, and run it again.`,
    };
  return {
    ...base,
    steps: ladder("could-not-tell"),
    verdict: "could-not-tell",
    reasonCode: "unsupported",
    message: `The registry answers the list of tags with ${status}, which says neither yes nor no.`,
  };
}
