import { type ArtefactInput, type GeneratedFile, heading } from "./manifest";
import { comment } from "./quote";

/** A9: an NFS export without all_squash (S102). Worker network and path are the customer's to fill. */
export function nfsExport(input: ArtefactInput): GeneratedFile[] {
  const { answers } = input.facts;
  if (answers["st.nfsBacked"] === undefined || answers["st.nfsBacked"] === "no") return [];
  const stated = answers["st.nfsExport"];
  const [path = "/srv/knovvu"] = (stated?.startsWith("/") ? stated.split(/[\s(]/) : []).filter((one) =>
    /^\/[A-Za-z0-9._/-]+$/.test(one),
  );
  const network = /(\d{1,3}(?:\.\d{1,3}){3}\/\d{1,2})/.exec(stated ?? "")?.[1] ?? "WORKER_NETWORK";
  const head = heading(
    input,
    "NFS export",
    ["st-nfs-squash"],
    "Put the line into /etc/exports of the NFS server, then: exportfs -ra && exportfs -v",
  );
  const text = [
    head,
    ...(stated ? [`# Stated now: ${comment(stated)}`] : []),
    `${path} ${network}(rw,sync,no_subtree_check,sec=sys,root_squash,no_all_squash)`,
    "# no_root_squash only if a workload or the provisioner really writes as UID 0",
    "",
  ].join("\n");
  return [{ path: "exports.txt", mediaType: "text/plain", text }];
}

/** A17: the rights that the products need in the buckets (proposed minimum). */
export function bucketPolicy({ facts }: ArtefactInput): GeneratedFile[] {
  const { answers } = facts;
  const buckets = answers["os.buckets"] ?? [];
  if (answers["os.strategy"] !== "existing-s3" || buckets.length === 0) return [];
  const policy = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: facts.policy.bucketRights.onBucket,
        Resource: buckets.map((bucket) => `arn:aws:s3:::${bucket}`),
      },
      {
        Effect: "Allow",
        Action: facts.policy.bucketRights.onObjects,
        Resource: buckets.map((bucket) => `arn:aws:s3:::${bucket}/*`),
      },
    ],
  };
  return [{ path: "bucket-policy.json", mediaType: "application/json", text: `${JSON.stringify(policy, null, 2)}\n` }];
}
