import { spawnSync } from "node:child_process";

import fc from "fast-check";
import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";

import type { Answers } from "@/lib/intake/answers";
import { catalogue } from "@/lib/requirements/catalogue";
import { DEFAULT_POLICY } from "@/lib/requirements/policy";
import type { Facts } from "@/lib/requirements/types";

import { ARTEFACTS, generateAll, generateArtefact } from "./generate";
import { zipArtefacts } from "./zip";

const answers: Answers = {
  "project.installEnd": "2026-12-23",
  "k8s.distribution": "openshift",
  "k8s.probeAllowed": "yes",
  "k8s.probeImage": "registry.acme.test/knovvu/agnhost:2.45",
  "k8s.managingUsers": [
    { kind: "User", name: "jane@acme" },
    { kind: "ServiceAccount", name: "ci", ns: "build" },
  ],
  "ns.list": [
    { name: "knovvu-common", role: "common" },
    { name: "knovvu-va", role: "va" },
  ],
  "ns.sizing": [{ name: "knovvu-va", requestsCpu: "12500m", requestsMemory: "40Gi" }],
  "net.baseDomain": "knovvu.acme.test",
  "st.nfsBacked": "yes",
  "st.nfsExport": "/exports/k 10.2.0.0/16(rw,all_squash)",
  "reg.mode": "mirror",
  "reg.host": "registry.acme.test:8443",
  "reg.pushPrefix": "knovvu",
  "reg.imageList": { name: "images.txt", text: "docker.sestek.com/va/web:5.2.0\r\nva/api:5.2.0 # api\n" },
  "db.engine": "postgresql",
  "db.names": ['Raven"; DROP DATABASE x; --', "VAReporting"],
  "db.username": "knovvu_owner",
  "os.strategy": "existing-s3",
  "os.buckets": ["knovvu-va"],
};
const facts = (given: Answers = answers): Facts => ({
  answers: given,
  secretsSet: new Set(),
  policy: DEFAULT_POLICY,
  today: "2026-11-23",
});
const objects = (text: string) =>
  parseAllDocuments(text)
    .map((document) => document.toJS() as Record<string, unknown>)
    .filter(Boolean);
const only = (id: Parameters<typeof generateArtefact>[0], given?: Answers) => {
  const [file] = generateArtefact(id, { facts: facts(given), project: { name: "Acme Bank" } });
  if (!file) throw new Error(`${id} made no file`);
  return file;
};

describe("the generated files", () => {
  test("A2 gives every managing user and the deployer rights on EndpointSlices in each namespace", () => {
    const found = objects(only("A2").text);
    expect(found.map(({ kind }) => kind)).toEqual(["Role", "RoleBinding", "Role", "RoleBinding"]);
    expect(found[1]).toMatchObject({
      subjects: [
        { kind: "User", name: "jane@acme" },
        { kind: "ServiceAccount", name: "ci", namespace: "build" },
        { name: "knovvu-deployer", namespace: "knovvu-common" },
      ],
    });
  });

  test("A4 and A5 carry the limits of the vendor's text", () => {
    expect(objects(only("A4").text)).toMatchObject([
      {
        spec: {
          limits: [
            { type: "Pod", min: { cpu: "10m", memory: "6Mi" }, max: { cpu: "3", memory: "6Gi" } },
            { type: "Container" },
          ],
        },
      },
    ]);
    expect(objects(only("A5").text)).toMatchObject([
      { metadata: { namespace: "knovvu-va" }, spec: { limits: [{ max: { cpu: "16", memory: "32Gi" } }, {}] } },
    ]);
  });

  test("A6 is the requests and 30 percent: 12500m becomes 16250m, 40Gi becomes 52Gi", () => {
    expect(objects(only("A6").text)).toMatchObject([
      { spec: { hard: { "requests.cpu": "16250m", "requests.memory": "52Gi" } } },
    ]);
  });

  test("A8 is a Route on OpenShift, and an annotated Ingress elsewhere", () => {
    expect(objects(only("A8").text)).toMatchObject([
      { kind: "Route", spec: { tls: { insecureEdgeTerminationPolicy: "Allow" } } },
    ]);
    expect(objects(only("A8", { ...answers, "k8s.distribution": "vanilla" }).text)).toMatchObject([
      { kind: "Ingress" },
    ]);
  });

  test("A9 keeps path and network of the stated export, and drops all_squash", () => {
    expect(only("A9").text).toContain(
      "/exports/k 10.2.0.0/16(rw,sync,no_subtree_check,sec=sys,root_squash,no_all_squash)",
    );
  });

  test("A11 lasts a week beyond the installation, and is a script that the shell can read", () => {
    const { text } = only("A11");
    expect(text).toContain("DAYS=37");
    expect(text).toContain("NAMESPACES=(knovvu-common knovvu-va)");
    expect(spawnSync("bash", ["-n"], { input: text }).status).toBe(0);
  });

  test("A10 copies the whole list while nobody has looked, and then just what is missing", () => {
    const { text } = only("A10");
    expect(text).toContain("DST=registry.acme.test:8443/knovvu\nIMAGES=(\n  va/web:5.2.0\n  va/api:5.2.0\n)");
    expect(spawnSync("bash", ["-n"], { input: text }).status).toBe(0);
    const input = { facts: facts(), project: { name: "Acme" }, missingImages: ["va/api:5.2.0"] };
    expect(generateArtefact("A10", input)[0]?.text).toContain("IMAGES=(\n  va/api:5.2.0\n)");
  });

  test("A14 quotes the names of databases and users, and ends every attempt in a rollback", () => {
    const { text } = only("A14");
    expect(text).toContain('ALTER DATABASE "Raven""; DROP DATABASE x; --" OWNER TO "knovvu_owner";');
    expect(text.match(/BEGIN;/g)?.length).toBe(text.match(/ROLLBACK;/g)?.length);
    const server = only("A14", { "db.engine": "mssql", "db.names": ["a]b"], "db.username": "knovvu" }).text;
    expect(server).toContain("USE [a]]b];");
  });

  test("every file names the project, the day and the requirements it is for", () => {
    for (const { text, mediaType } of generateAll({ facts: facts(), project: { name: "Acme Bank" } }))
      if (mediaType !== "application/json")
        expect(text).toMatch(/(#|--) Project: Acme Bank\. Made 2026-11-23 .* for: [a-z0-9-]+/);
  });

  test("without answers only the scripts can be made, and nothing breaks", () => {
    expect(generateAll({ facts: facts({}), project: { name: "Acme" } }).map(({ path }) => path)).toEqual([
      "make-kubeconfig.sh",
      "readiness-terminal-server.ps1",
    ]);
  });

  test("one zip holds them all", () => {
    const files = generateAll({ facts: facts(), project: { name: "Acme" } });
    expect(Object.keys(unzipSync(zipArtefacts(files))).sort()).toEqual(files.map(({ path }) => path).sort());
    expect(files.length).toBe(ARTEFACTS.length);
  });
});

test("every file that a remedy offers can be generated", () => {
  const offered = catalogue
    .flatMap((one) => [one.remedy(facts()), ...Object.values(one.remedyFor ?? {}).map((make) => make(facts()))])
    .flatMap(({ artefact }) => artefact ?? []);
  const made = ARTEFACTS.map(({ id }) => id);
  expect(offered.filter((id) => !made.includes(id))).toEqual([]);
});

test("a hostile name stays data: it opens no new document, object or command", () => {
  const hostile = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      "a\n---\nkind: Secret",
      '"; rm -rf /',
      "$(id)",
      "`id`",
      "' || id",
      "{{x}}",
      "- x: &a [*a]",
      "#\u2028kind: X",
    ),
  );
  fc.assert(
    fc.property(hostile, hostile, (project, user) => {
      const given: Answers = { ...answers, "k8s.managingUsers": [{ kind: "User", name: user }] };
      for (const { text, path } of generateAll({ facts: facts(given), project: { name: project } })) {
        if (path === "make-kubeconfig.sh")
          expect(text.split("\n").filter((line) => line && !line.startsWith("#"))[0]).toBe("SA=knovvu-deployer");
        if (path !== "endpointslice-role.yaml") continue;
        const found = objects(text);
        expect(found.map(({ kind }) => kind)).toEqual(["Role", "RoleBinding", "Role", "RoleBinding"]);
        expect((found[1] as { subjects: { name: string }[] }).subjects[0]?.name).toBe(user);
      }
    }),
  );
});
