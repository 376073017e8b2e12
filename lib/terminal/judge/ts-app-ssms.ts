import { appBase, appFound, appMissing } from "./apps";
import { of, type TerminalJudge } from "./context";

const OLDEST = 18;
/** The version of the tools that first knows a server of that major. */
const KNOWS: Readonly<Record<number, number>> = { 15: 18, 16: 19, 17: 21 };
const MAJOR_OF_YEAR: Readonly<Record<string, number>> = { "2016": 13, "2017": 14, "2019": 15, "2022": 16, "2025": 17 };
/** Versions before 19 carry Visual Studio's number in the file. */
const BY_FILE: Readonly<Record<number, number>> = { 13: 16, 14: 17, 15: 18 };

/** 18 of `…Management Studio 18\…`, else by the file's own version. */
function versionOf(path: string, file: string): number | undefined {
  const named = /Management Studio (\d{1,2})\b/.exec(path);
  const number = Number(named?.[1] ?? /^\d+/.exec(file)?.[0] ?? Number.NaN);
  if (Number.isNaN(number)) return undefined;
  return named ? number : (BY_FILE[number] ?? number);
}

function serverMajor(stated: string | undefined): number | undefined {
  const year = /\b20(16|17|19|22|25)\b/.exec(stated ?? "");
  if (year) return MAJOR_OF_YEAR[year[0]];
  const major = Number(/^\s*(\d{1,2})(\.|\s|$)/.exec(stated ?? "")?.[1] ?? Number.NaN);
  return Number.isNaN(major) ? undefined : major;
}

/** SQL Server Management Studio (S35): Ssms.exe must be there; an entry alone proves nothing. */
export const tsAppSsms: TerminalJudge = (context) => {
  const [seen] = of(context, "ts-app-ssms");
  if (!seen) return [];
  if (seen.state === "entry-only")
    return [
      {
        ...appBase(seen),
        verdict: "could-not-tell",
        reasonCode: "not-found",
        message: `Windows lists ${seen.detail.entry}, but Ssms.exe is not at its usual place.`,
      },
    ];
  if (seen.state !== "found") return [appMissing(seen, context)];
  const version = versionOf(seen.detail.path ?? "", seen.detail.version ?? "");
  if (version === undefined)
    return [
      {
        ...appBase(seen),
        verdict: "could-not-tell",
        reasonCode: "error",
        message: `Ssms.exe lies at ${seen.detail.path}, but its version could not be read.`,
      },
    ];
  if (version < OLDEST)
    return [
      {
        ...appBase(seen),
        verdict: "warn",
        reasonCode: "version-low",
        message: `Management Studio ${version} is older than ${OLDEST}.`,
      },
    ];
  const stated = context.answers["db.version"];
  const needed = KNOWS[serverMajor(stated) ?? 0];
  if (needed !== undefined && version < needed)
    return [
      {
        ...appBase(seen),
        verdict: "warn",
        reasonCode: "version-low",
        message: `Management Studio ${version} is older than the server (${stated}); ${needed} knows it.`,
      },
    ];
  return [appFound(seen)];
};
