import { group, source } from "./build";

/** License server: the Windows machine that hands out licenses. */
export const license = group("license", [
  {
    id: "lic-host",
    severity: "blocker",
    statement: "A Windows license server is provided",
    why: "The license service is installed on it; licenses are often bound to that very machine.",
    source: source("License Server", "S179"),
    vantages: ["terminal", "person", "app"],
    fromApp: "faults",
    whoActs: "windows",
    fields: ["ts.host", "lic.host", "lic.ip", "lic.os", "lic.adminAccess"],
    needs: ["lic.host", "lic.os"],
    remedy:
      "Provide a Windows Server machine with a fixed address and administrator access, apart from the terminal server.",
    attestation: {
      statement:
        "The license server exists, runs Windows Server, keeps its address, and the engineer gets administrator access.",
      by: "customer",
      expiresInDays: 30,
    },
  },
  {
    id: "lic-installer",
    severity: "blocker",
    statement: "The license installer lies on the license server",
    why: "The license service cannot be installed without it.",
    source: source("License Server", "S179"),
    vantages: ["terminal", "person"],
    whoActs: "windows",
    fields: ["lic.installer"],
    needs: ["lic.installer"],
    remedy: "Download the installer that SESTEK named to the license server, and compare its checksum.",
    attestation: {
      statement: "The license installer was downloaded to the license server, and its checksum is the one SESTEK gave.",
      by: "customer",
      expiresInDays: 30,
    },
  },
  {
    id: "lic-port",
    severity: "blocker",
    statement: "Port 30113 is free and allowed on the license server",
    why: "The license service listens there for the workers.",
    source: source("Network Port Requirements", "S142"),
    vantages: ["terminal"],
    whoActs: "windows",
    fields: ["lic.installed"],
    remedy: {
      summary: "Allow inbound TCP 30113 on the license server, and stop any other program that listens there.",
      command:
        "New-NetFirewallRule -DisplayName 'Knovvu license' -Direction Inbound -Protocol TCP -LocalPort 30113 -Action Allow",
    },
  },
]);
