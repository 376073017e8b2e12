import { z } from "zod";

import type { Answers } from "../answers";
import { MOST_IMAGES, parseImageList } from "../image-reference";
import { placeOf } from "../registry-place";
import { field } from "../sections";
import * as is from "./basics";

const choice = (id: keyof Answers) =>
  z.enum((field(id).options ?? []).map(({ value }) => value) as [string, ...string[]], {
    error: "Choose one of the offered answers.",
  });
const column = (id: keyof Answers, key: string) => {
  const options = field(id).columns?.find((one) => one.key === key)?.options ?? [];
  return z.enum(options.map(({ value }) => value) as [string, ...string[]], {
    error: "Choose one of the offered answers.",
  });
};
const REPOSITORY = /^[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/;
const prefix = is.text(320).superRefine((value, context) => {
  const { host, path } = placeOf(value, "registry");
  const own = is.hostAndPort.safeParse(host).success;
  if (
    !value.startsWith("/") &&
    ((path === "" && value.includes(":") && own) || (REPOSITORY.test(path) && path.length <= 255 && own))
  )
    return;
  const message =
    "Use a repository path in lower case, such as knovvu/images; before it a host and port only when they differ from the registry's. No https://, no leading slash.";
  context.addIssue({ code: "custom", message });
});
const image = is
  .text(512)
  .regex(
    /^[a-z0-9][a-z0-9._\-/:]*[a-z0-9](:[\w][\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$/i,
    "Enter an image such as va/web:5.2.0.",
  );
const unique =
  <Item>(key: (item: Item) => string, message: string) =>
  (items: Item[], context: z.RefinementCtx<Item[]>) => {
    const seen = new Set<string>();
    for (const item of items) {
      if (seen.has(key(item))) context.addIssue({ code: "custom", message: `${key(item)} ${message}` });
      seen.add(key(item));
    }
  };
const pathOf = is
  .text(260)
  .refine((value) => /^([A-Za-z]:[\\/]|\\\\|\/|~\/)/.test(value), "Enter a full path such as C:\\Knovvu\\maestro.zip.");

const namespaceRow = z.strictObject({ name: is.namespaceName, role: column("ns.list", "role") });
const sizingRow = z.strictObject({
  name: is.namespaceName,
  requestsCpu: is.quantity,
  requestsMemory: is.quantity,
  storage: is.optional(is.quantity),
  pvcCount: is.optional(is.count),
  pods: is.optional(is.count),
  limitsCpu: is.optional(is.quantity),
  limitsMemory: is.optional(is.quantity),
});
const groups = z.preprocess(
  (value) => (typeof value === "string" ? value.split(/[\s,;]+/).filter(Boolean) : value),
  z.array(is.text(253)).max(50).optional(),
);
const managingUser = z
  .strictObject({
    kind: column("k8s.managingUsers", "kind"),
    name: is.text(253),
    groups,
    ns: is.optional(is.namespaceName),
  })
  .superRefine((row, context) => {
    if (row.kind === "ServiceAccount" && !row.ns)
      context.addIssue({ code: "custom", message: `Enter the namespace of the service account ${row.name}.` });
  });
const domain = is.host.superRefine((value, context) => {
  const issue = (message: string) => context.addIssue({ code: "custom", message });
  if (is.isIp(value)) return issue("Enter a domain, not an address.");
  if (!value.includes(".")) return issue("Enter a domain of two or more parts, such as knovvu.acme.example.");
  if (value.length > 200) issue("Use at most 200 characters.");
});
const bucket = is
  .text(63, 3)
  .regex(
    /^(?!xn--)(?!.*\.\.)[a-z0-9][a-z0-9.-]*[a-z0-9]$/,
    "Bucket names have 3 to 63 lower-case letters, digits, dots and hyphens.",
  );
const ip = is
  .text(64)
  .refine(is.isIp, "Enter an IP address such as 10.3.1.5.")
  .transform((value) => is.normalHost(value) ?? value);

/** The schema of every answer, by field (catalogue section 2). Each parses to the stored shape of `Answers`. */
export const answerSchemas = {
  "project.customer": is.text(120, 2),
  "project.products": is
    .list(choice("project.products"), 5)
    .refine((value) => value.length > 0, "Choose at least one product.")
    .transform((value) => [...new Set(value)]),
  "project.installStart": is.date,
  "project.installEnd": is.date,
  "project.cveScanning": is.tri,
  "project.contacts": is.list(
    z.strictObject({
      name: is.text(120),
      email: z.string().trim().toLowerCase().pipe(z.email("Enter an e-mail address such as jane@acme.example.")),
      role: column("project.contacts", "role"),
    }),
    50,
  ),
  "ts.kind": choice("ts.kind"),
  "ts.os": choice("ts.os"),
  "ts.host": is.host,
  "ts.accessMethod": z.preprocess(
    (value) => (typeof value === "string" ? { method: value } : value),
    z.strictObject({ method: column("ts.accessMethod", "method"), text: is.optional(is.text(500)) }),
  ),
  "ts.exclusiveFrom": is.date,
  "ts.exclusiveTo": is.date,
  "ts.downtimeAccepted": z.preprocess(
    (value) => (typeof value === "string" || typeof value === "boolean" ? { accepted: value } : value),
    z.strictObject({ accepted: is.yesNo, person: is.optional(is.text(120)) }),
  ),
  "ts.maestroHost": z.preprocess(
    (value) => (typeof value === "string" ? { where: value } : value),
    z.strictObject({ where: column("ts.maestroHost", "where"), host: is.optional(is.host) }),
  ),
  "ts.maestroPath": pathOf,
  "ts.maestroSha256": is.sha256,
  "ts.extraTargets": is.list(z.strictObject({ label: is.text(80), host: is.host, port: is.port }), 50),
  "k8s.distribution": choice("k8s.distribution"),
  "k8s.distributionOther": is.text(80),
  "k8s.platformVersion": is.text(40),
  "k8s.engineVersion": is.version,
  "k8s.context": is.text(253),
  "k8s.caBundle": is.pem,
  "k8s.apiReachableFrom": choice("k8s.apiReachableFrom"),
  "k8s.managingUsers": is.list(managingUser, 50),
  "k8s.probeAllowed": is.tri,
  "k8s.probeImage": image.refine(
    (value) => /^[^/]+[.:][^/]*\/|^localhost\//.test(value),
    "Begin with the registry's host, such as registry.corp.example/knovvu/agnhost:2.45.",
  ),
  "k8s.workerCount": is.count.min(1, "Enter at least 1.").max(5000, "Enter at most 5000."),
  "ns.list": is.list(namespaceRow, 100).superRefine(unique(({ name }) => name, "is listed twice.")),
  "ns.sizing": is.list(sizingRow, 100).superRefine(unique(({ name }) => name, "has two rows of sizing.")),
  "st.className": is.subdomainName,
  "st.provisioning": choice("st.provisioning"),
  "st.manualPlan": z.strictObject({ plan: is.text(2000), person: is.text(120), date: is.date }),
  "st.accessMode": z.preprocess((value) => (value === "RWM" ? "RWX" : value), choice("st.accessMode")),
  "st.nfsBacked": is.tri,
  "st.nfsExport": is.text(2000),
  "net.baseDomain": domain,
  "net.baseDomainConfirmed": is.yesNo,
  "net.ingressController": choice("net.ingressController"),
  "net.ingressClass": is.subdomainName,
  "net.ingressAddress": is.host,
  "net.tlsAt": choice("net.tlsAt"),
  "net.serviceMesh": z.preprocess(
    (value) => (typeof value === "string" || typeof value === "boolean" ? { present: value } : value),
    z.strictObject({ present: is.tri, kind: is.optional(column("net.serviceMesh", "kind")) }),
  ),
  "net.networkPolicies": z.preprocess(
    (value) => (typeof value === "string" || typeof value === "boolean" ? { present: value } : value),
    z.strictObject({ present: is.tri, text: is.optional(is.text(500)) }),
  ),
  "reg.type": choice("reg.type"),
  "reg.host": is.hostAndPort,
  "reg.pullPrefix": prefix,
  "reg.pushPrefix": prefix,
  "reg.mode": choice("reg.mode"),
  "reg.username": is.text(256),
  "reg.adminApi": is.url({ path: true, http: false }),
  "reg.ca": is.pem,
  "reg.sampleImage": image,
  "reg.imageList": is.file(2_000_000).superRefine((value, context) => {
    const issue = (message: string) => context.addIssue({ code: "custom", message });
    const { images, wrong } = parseImageList(value.text);
    const [first] = wrong;
    if (first)
      return issue(
        `Line ${first.line} is no image: "${first.text}". Write repository:tag, such as va/web:5.2.0, one a line; comments begin with #.`,
      );
    if (images.length === 0) return issue("The list is empty. Give one image a line.");
    if (images.length > MOST_IMAGES) issue(`The list has more than ${MOST_IMAGES} images.`);
  }),
  "reg.vendorUser": is.text(256),
  "db.engine": choice("db.engine"),
  "db.host": is.host,
  "db.ip": ip,
  "db.port": is.port,
  "db.instance": is.text(16),
  "db.names": is.list(is.text(128), 50),
  "db.createdBy": choice("db.createdBy"),
  "db.auth": choice("db.auth"),
  "db.username": is.text(128),
  "db.tls": choice("db.tls"),
  "db.ca": is.pem,
  "db.version": is.text(60),
  "os.strategy": choice("os.strategy"),
  "os.hasManagedS3": is.tri,
  "os.endpoint": is.url({ path: false, http: true }),
  "os.region": is.text(32, 2).regex(/^[a-z0-9-]+$/, "Regions have lower-case letters, digits and hyphens."),
  "os.buckets": is.list(bucket, 50),
  "os.accessKey": is.text(256),
  "os.addressing": choice("os.addressing"),
  "os.ca": is.pem,
  "lic.host": is.host,
  "lic.ip": ip,
  "lic.os": is.text(120),
  "lic.installer": z.strictObject({ fileName: is.text(255), sha256: is.sha256 }),
  "lic.adminAccess": z.preprocess(
    (value) => (typeof value === "string" || typeof value === "boolean" ? { access: value } : value),
    z.strictObject({ access: is.yesNo, method: is.optional(is.text(200)) }),
  ),
  "lic.installed": is.yesNo,
  "rec.used": is.tri,
  "rec.hosts": is.list(is.host, 50),
  "sr.separate": is.tri,
  "sr.hosts": is.list(is.host, 50),
  "obs.logForward": choice("obs.logForward"),
  "obs.logUrl": is.url({ path: true, http: false }),
  "obs.logMode": choice("obs.logMode"),
  "obs.logTarget": is.text(255),
  "obs.logCa": is.pem,
  "obs.promOperator": is.tri,
  "obs.tracing": choice("obs.tracing"),
  "obs.otlp": z.strictObject({
    endpoint: is.url({ path: true, http: true }),
    protocol: column("obs.otlp", "protocol"),
  }),
  "obs.otlpCa": is.pem,
  "resp.matrix": is.list(
    z.strictObject({
      component: is.text(80),
      deployment: is.optional(column("resp.matrix", "deployment")),
      versionUpdate: is.optional(column("resp.matrix", "versionUpdate")),
      support: is.optional(column("resp.matrix", "support")),
      note: is.optional(is.text(500)),
    }),
    60,
  ),
  "resp.agreedOn": is.date,
  "resp.file": is.file(1_000_000),
} satisfies Record<keyof Answers, z.ZodType>;
