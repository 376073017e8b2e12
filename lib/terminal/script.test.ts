import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { Answers } from "@/lib/intake/answers";
import { powershellGrammar, type ReadScript } from "@/test/powershell/grammar";

import { terminalPlan } from "./plan";
import { type ScriptKind, terminalScript } from "./script";

const FULL: Answers = {
  "ts.maestroPath": "C:\\Knovvu\\maestro.windows-latest.zip",
  "net.baseDomain": "knovvu.acme.test",
  "net.ingressAddress": "ingress.acme.test",
  "db.engine": "postgresql",
  "db.host": "pg01.acme.test",
  "db.ip": "10.3.1.5",
  "db.port": 5432,
  "reg.host": "nexus.acme.test:8443",
  "reg.pushPrefix": "push.acme.test/knovvu",
  "lic.host": "lic01.acme.test",
  "lic.installer": { fileName: "license.exe", sha256: "a".repeat(64) },
  "ts.extraTargets": [{ label: "SMTP", host: "mail.acme.test", port: 587 }],
};
/** Texts that would leave a quoted string in some shell or code page. */
const NASTY = [
  "it's",
  "O\u2019Brien \u2018x\u201b \u201a",
  "\u0412\u0410\u041d\u041a '; calc; '",
  '" $(Remove-Item C:\\) "',
  "`whoami` $(id)",
  "a\r\n# b\nRemove-Item x",
  "'; Stop-Computer; '",
  "%PATH% !x! $env:X $(calc)",
  "T\u00fcrk \u0130\u015f Bankas\u0131",
  "\u202egpj.exe\u0000",
  "-Force",
  "@('x')",
];
let read: (script: string) => ReadScript;
const folder = mkdtempSync(join(tmpdir(), "readiness-script-"));

beforeAll(async () => {
  read = await powershellGrammar();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function make(kind: ScriptKind, role: "terminal" | "license", text?: string): string {
  const answers: Answers =
    text === undefined
      ? FULL
      : {
          ...FULL,
          "ts.maestroPath": text,
          "lic.installer": { fileName: text, sha256: text },
          "ts.extraTargets": [{ label: text, host: "mail.acme.test", port: 587 }],
        };
  const server = "https://api.acme.test:6443";
  const kubeconfig = { server, serverHost: "api.acme.test:6443" } as never;
  return terminalScript({
    plan: terminalPlan(role, { answers, kubeconfig, random: () => "0a1b2c3d" }),
    kind,
    runId: "c123",
    projectId: "p123",
    projectName: text ?? "Acme Bank",
    code: "one-time-code",
    sendTo: "https://readiness.example/api/errands/c123/result",
    today: "2026-11-25",
  }).text;
}

/** All that the Windows script may call: it reads, and writes its own file. */
const MAY_CALL = new Set(
  `Add-Type certutil.exe ForEach-Object Get-AppxPackage Get-AuthenticodeSignature Get-CimInstance Get-Command Get-Content
  Get-Culture Get-Date Get-FileHash Get-Item Get-ItemProperty Get-NetConnectionProfile Get-NetFirewallPortFilter
  Get-NetFirewallProfile Get-NetFirewallRule Get-NetTCPConnection Get-Process Invoke-WebRequest Join-Path New-Object
  Resolve-DnsName Resolve-Path Select-Object Sort-Object Split-Path Start-Sleep Test-NetConnection Test-Path
  Where-Object Write-Host whoami.exe Set-Content Remove-Item`.split(/\s+/),
);

describe("the Windows script", () => {
  test.each(["terminal", "license"] as const)(
    "of the %s server is read by the grammar of PowerShell to its end",
    (role) => {
      expect(read(make("powershell", role)).faults).toEqual([]);
    },
  );

  test("the grammar does see a script that is broken", () => {
    expect(read(`${make("powershell", "terminal")}\nif ($x -eq ) {`).faults).not.toEqual([]);
  });

  test.each(NASTY)("holds %j as a value and nothing else, in letters that no code page changes", (text) => {
    const plain = read(make("powershell", "terminal"));
    for (const role of ["terminal", "license"] as const) {
      const script = make("powershell", role, text);
      expect(script).toMatch(/^[\r\n -~]*$/);
      expect(read(script).faults).toEqual([]);
    }
    expect(read(make("powershell", "terminal", text)).commands).toEqual(plain.commands);
  });

  test("any text at all stays a value", () => {
    const plain = read(make("powershell", "terminal")).commands;
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
        const seen = read(make("powershell", "terminal", text));
        expect(seen.faults).toEqual([]);
        expect(seen.commands).toEqual(plain);
      }),
      { numRuns: 25 },
    );
  });

  test("changes nothing: every command that it calls only reads, beside writing its own result", () => {
    const scripts = [make("powershell", "terminal"), make("powershell", "license")];
    const own = new Set(scripts.flatMap((text) => [...text.matchAll(/^function ([\w-]+)/gm)].map(([, name]) => name)));
    const called = scripts
      .flatMap((text) => read(text).commands)
      .filter((name) => !own.has(name) && !/^[$(]/.test(name));
    expect([...new Set(called)].filter((name) => !MAY_CALL.has(name))).toEqual([]);
    for (const text of scripts) {
      const writing = [...text.matchAll(/^.*\b(Set-Content|Remove-Item)\b.*$/gm)].map(([line]) => line.trim());
      expect(writing.every((line) => /-LiteralPath \$path\b/.test(line))).toBe(true);
      expect(text).not.toMatch(/Invoke-Expression|\biex\b|DownloadString|Set-ItemProperty|New-Service|Start-Process/);
    }
  });

  test("tells the security officer what it reads before each part, and its plan holds no secret", () => {
    const text = make("powershell", "terminal");
    const lines = text.split("\r\n");
    const bare = lines.filter(
      (line, at) =>
        line.startsWith("function ") && !lines[at - 1]?.startsWith("#") && !lines[at - 2]?.startsWith("# ----"),
    );
    expect(bare).toEqual([]);
    expect(text).not.toMatch(/password\s*=|token\s*=/i);
  });
});

describe("the Linux script", () => {
  const check = (shell: string, text: string) => {
    const path = join(folder, "script.sh");
    writeFileSync(path, text);
    return spawnSync(shell, ["-n", path], { encoding: "utf8" });
  };

  test.each(["dash", "bash"])("is read by %s, with every nasty value", (shell) => {
    for (const text of [undefined, ...NASTY.map((one) => one.replaceAll("\0", ""))])
      expect(check(shell, make("shell", "terminal", text))).toMatchObject({ status: 0, stderr: "" });
  });
});
