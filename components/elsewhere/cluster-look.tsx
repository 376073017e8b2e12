"use client";

import Link from "next/link";
import { useState } from "react";

import { previewCluster, startClusterRun } from "@/app/actions/cluster";
import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { ScrollBox } from "@/components/ui/scroll-box";
import { useAct } from "@/components/ui/use-act";

import { useNextStep } from "./next-step";

const PARTS = ["ports", "pull", "traffic", "volume", "squash", "redirect"] as const;
type Part = (typeof PARTS)[number];
const MOST_WORKERS = 50;
const VOLUMES: readonly Part[] = ["volume", "squash"];

interface Choice {
  id: Part;
  ready: boolean;
  applies: boolean;
  missing: readonly string[];
}
interface Preview {
  hex: string;
  agreed: string;
  image: string;
  pullUser?: string;
  objects: { kind: string; namespace: string; name: string; pods?: number | "workers" }[];
}

/** The exact list of what would be created, to be agreed to. */
function ObjectList({ preview }: { preview: Preview }) {
  const t = useTranslations("ports");
  const { objects, image, pullUser } = preview;
  return (
    <>
      <p className="font-semibold">{t("cluster-objects", { count: objects.length })}</p>
      <p className="text-sm text-ink-soft">
        <span className="break-all">{t("cluster-image", { image })}</span>
        {pullUser && <span className="block">{t("cluster-pull-user", { user: pullUser })}</span>}
      </p>
      <ScrollBox label={t("cluster-objects", { count: objects.length })} className="mt-2 max-h-96 overflow-y-auto">
        <table className="w-full text-left text-sm">
          <thead>
            <tr className="border-b border-line text-ink-soft">
              {(["object", "namespace", "name", "pods"] as const).map((key) => (
                <th key={key} scope="col" className="py-1 pr-4 font-medium">
                  {t(key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {objects.map(({ kind, namespace, name, pods }) => (
              <tr key={`${kind} ${namespace} ${name}`} className="border-b border-line last:border-0">
                <td className="py-1 pr-4">{kind}</td>
                <td className="py-1 pr-4">{namespace}</td>
                <td className="py-1 pr-4 font-mono">{name}</td>
                <td className="py-1 pr-4">
                  {pods === "workers"
                    ? t("pods-workers", { most: MOST_WORKERS })
                    : pods === undefined
                      ? ""
                      : t("pods-count", { count: pods })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </>
  );
}

/** Chooses what to look at, shows what that would create, and begins only after an agreement to exactly that. */
export function ClusterLook({ projectId, choices }: { projectId: string; choices: readonly Choice[] }) {
  const t = useTranslations("ports");
  const words = useTranslations("words");
  const { act, busy, problem } = useAct();
  const { look, take, giveBack } = useNextStep("cluster");
  const [chosen, setChosen] = useState<readonly Part[]>(choices.filter(({ ready }) => ready).map(({ id }) => id));
  const [preview, setPreview] = useState<Preview>();
  const [stays, setStays] = useState(false);
  const [started, setStarted] = useState<number>();
  const parts = choices.filter(({ id, ready }) => ready && chosen.includes(id)).map(({ id }) => id);
  const close = () => {
    setPreview(undefined);
    giveBack();
  };
  const toggle = (id: Part) => {
    if (preview) close();
    setStarted(undefined);
    setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  };
  const begin = ({ hex, agreed }: Preview) =>
    act(
      () => startClusterRun({ projectId, parts, hex, agreed, volumeMayStay: stays }),
      ({ seq }) => {
        close();
        setStarted(seq);
      },
    );
  return (
    <div className="rounded-lg border border-line bg-card px-5 py-4">
      <fieldset>
        <legend className="font-semibold">{t("cluster-choose")}</legend>
        <ul className="mt-2 space-y-1.5">
          {choices.map(({ id, ready, applies, missing }) => (
            <li key={id}>
              <label className="flex items-start gap-2">
                <input
                  type="checkbox"
                  className="mt-1 size-4"
                  disabled={!ready}
                  checked={ready && chosen.includes(id)}
                  onChange={() => toggle(id)}
                />
                <span>
                  {t(`part-${id}`)}
                  {!ready && (
                    <span className="block text-sm text-ink-soft">
                      {applies ? t("part-waits", { fields: missing.join(", ") }) : t("part-na")}
                    </span>
                  )}
                </span>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
      {!preview && (
        <Button
          className="mt-4"
          disabled={busy || parts.length === 0}
          onClick={() =>
            act(
              () => previewCluster({ projectId, parts }),
              (made) => {
                setPreview(made);
                take();
              },
            )
          }
        >
          {t("cluster-show")}
        </Button>
      )}
      {preview && (
        <div className="mt-4 border-t border-line pt-4">
          <ObjectList preview={preview} />
          <p className="mt-2 text-sm text-ink-soft">{t("cluster-removed")}</p>
          {parts.some((id) => VOLUMES.includes(id)) && (
            <label className="mt-3 flex items-start gap-2">
              <input
                type="checkbox"
                className="mt-1 size-4"
                checked={stays}
                onChange={(event) => setStays(event.target.checked)}
              />
              <span>{t("cluster-keeps")}</span>
            </label>
          )}
          <div className="mt-3 flex flex-wrap gap-2">
            <Button look={look} disabled={busy} onClick={() => begin(preview)}>
              {t("cluster-start")}
            </Button>
            <Button disabled={busy} onClick={close}>
              {t("cluster-cancel")}
            </Button>
          </div>
        </div>
      )}
      {problem && (
        <div className="mt-3">
          <Notice tone="fail" role="alert" title={words("failed")}>
            <p>{problem.message}</p>
          </Notice>
        </div>
      )}
      {started !== undefined && (
        <div className="mt-3">
          <Notice tone="pass" role="status" title={t("cluster-started", { seq: started })}>
            <p>
              <Link href={`/projects/${projectId}/elsewhere/ports`}>{t("to-matrix")}</Link>
            </p>
          </Notice>
        </div>
      )}
    </div>
  );
}
