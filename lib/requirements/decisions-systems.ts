import { number, PRODUCTS, plain, verdict } from "./decision-parts";
import type { Part, ReasonedDecision } from "./decisions-vocabulary";

const versions: Part[] = PRODUCTS.flatMap((product) => [
  {
    key: `${product}-postgresql`,
    label: `${product}: PostgreSQL`,
    kind: "numbers" as const,
    optional: true,
    at: ["databaseVersions", product, "postgresql"],
  },
  {
    key: `${product}-mssql`,
    label: `${product}: SQL Server (12 is 2014, 13 is 2016, 14 is 2017, 15 is 2019, 16 is 2022)`,
    kind: "numbers" as const,
    optional: true,
    at: ["databaseVersions", product, "mssql"],
  },
]);

/** Open questions on everything beside the cluster whose answer is a value that a check or a file uses. */
export const SYSTEMS: readonly ReasonedDecision[] = [
  {
    id: "D1",
    title: "A terminal server with Linux",
    missing:
      "The terminal server is described as a Windows machine only, and yet a Linux package of Maestro is offered.",
    proposal: "Windows is the rule. Linux is taken with a warning, and the checks of Windows tools do not apply to it.",
    requirements: [
      "ts-host",
      "ts-os-version",
      "ts-admin-rights",
      "ts-app-openssh",
      "ts-app-windows-terminal",
      "ts-app-notepadpp",
      "ts-app-postman",
      "ts-app-ssms",
      "ts-app-pgadmin",
    ],
    parts: [
      {
        key: "linux",
        label: "A Linux terminal server",
        kind: "choice",
        options: [
          { value: "accept", label: "Is accepted" },
          { value: "refuse", label: "Is refused: the Windows checks stay" },
        ],
        at: ["terminalServer", "linux"],
      },
    ],
  },
  {
    id: "D3",
    title: "Windows Terminal on older Windows Server",
    missing:
      "Windows Terminal is demanded, but it cannot run on Windows Server 2016 and 2019, which are older than the build it needs.",
    proposal:
      "On an older build its absence is a warning, since the console does; Server 2022 or newer is recommended.",
    requirements: ["ts-app-windows-terminal"],
    parts: [
      number("First build that can run it", "terminalServer", "windowsTerminalBuild"),
      verdict("Its absence on an older build is", ["terminalServer", "olderConsole"], ["warn", "fail"]),
    ],
  },
  {
    id: "D18",
    title: "Products that use the call recorder",
    missing: "The recorder has two names, and it is tied to a product, Knovvu Analytics, that no list has.",
    proposal: "It is one thing, and it concerns projects with the product CA.",
    requirements: ["net-recorder-port"],
    parts: [
      {
        key: "recorderProducts",
        label: "Products that talk to the recorder",
        kind: "choices",
        options: plain(PRODUCTS),
        at: ["recorderProducts"],
      },
    ],
  },
  {
    id: "D20",
    title: "What listing images means",
    missing:
      "It is not said whether tags or repositories are to be listed; several registries do not list repositories.",
    proposal: "Listing tags is the test; where repositories cannot be listed, it is a warning.",
    requirements: ["reg-list"],
    parts: [verdict("Tags without the list of repositories are", ["registryRights", "withoutCatalog"])],
  },
  {
    id: "D21",
    title: "Pushing where the registry proxies",
    missing:
      "The registry is to proxy SESTEK's images and to take pushes as well, but repositories that proxy refuse a push.",
    proposal: "Two prefixes. The push is tested below the push prefix in both modes.",
    requirements: ["reg-push"],
    parts: [
      {
        key: "pushWhenProxying",
        label: "The right to push, where the registry proxies",
        kind: "choice",
        options: [
          { value: "demand", label: "Is demanded" },
          { value: "skip", label: "Is not needed" },
        ],
        at: ["registryRights", "pushWhenProxying"],
      },
    ],
  },
  {
    id: "D24",
    title: "Verified database versions",
    missing: "No version of a database is named.",
    proposal: "A table by product; what the vendor's public page says of Virtual Agent is the proposal.",
    requirements: ["db-version"],
    parts: versions,
  },
  {
    id: "D25",
    title: "Rights in the buckets",
    missing: "Which buckets, rights and region the products need, and whether they use versioning, is not said.",
    proposal: "The smallest set of rights that the generated policy grants.",
    requirements: ["os-bucket-rights"],
    parts: [
      { key: "onBucket", label: "Rights on a bucket, one a line", kind: "lines", at: ["bucketRights", "onBucket"] },
      {
        key: "onObjects",
        label: "Rights on its objects, one a line",
        kind: "lines",
        at: ["bucketRights", "onObjects"],
      },
    ],
  },
  {
    id: "D26",
    title: "Windows of the license server",
    missing: "The version and size of the license server, and who administers it, are not said.",
    proposal: "Windows Server 2016 or newer; the rest is asked.",
    requirements: ["lic-host"],
    parts: [number("Oldest Windows Server (year)", "licenseServerOldest")],
  },
  {
    id: "D28",
    title: "Components of the responsibility matrix",
    missing: "The matrix is referred to and not contained.",
    proposal: "The components that the text names, with the owners of the vendor's public matrix where it has one.",
    requirements: ["prj-matrix"],
    parts: [{ key: "matrix", label: "Components and proposed owners", kind: "matrix", at: ["matrix"] }],
  },
  {
    id: "D38",
    title: "Deadlines and margins in days",
    missing: "No dates or margins are given at all.",
    proposal:
      "Open answers fail 10 days before the start, log-ins outlast the end by 7 days, certificates warn at 30 days.",
    requirements: ["prj-information", "k8s-credential-valid", "db-login", "k8s-api-reachable", "net-certificate"],
    parts: [
      number("Days before the start at which an open answer fails", "answerDeadlineDays"),
      number("Days that a log-in must outlast the installation", "credentialMarginDays"),
      number("Days left at which a certificate is a warning", "certificateWarnDays"),
      number("Days left at which a certificate fails", "certificateFailDays"),
    ],
  },
  {
    id: "D39",
    title: "Free space on the terminal server",
    missing: "The same figure is called a minimum and a recommendation.",
    proposal: "Below 2 GiB is a warning, below 1 GiB fails.",
    requirements: ["ts-disk-free"],
    parts: [
      number("GiB below which it is a warning", "terminalServer", "diskWarnGiB"),
      number("GiB below which it fails", "terminalServer", "diskFailGiB"),
    ],
  },
];
