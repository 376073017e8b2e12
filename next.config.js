/** @type {import('next').NextConfig} */
const config = {
  output: "standalone",
  poweredByHeader: false,
  reactStrictMode: true,
  // An evidence file has up to 10 MiB; routes refuse what is larger themselves, and with a sentence.
  experimental: { serverActions: { bodySizeLimit: "1mb" }, proxyClientMaxBodySize: "12mb" },
  // The reader of uploaded kubeconfigs is a thread started by file path; certificates embed fonts as files.
  outputFileTracingIncludes: {
    "/api/**": [
      "./lib/intake/kubeconfig/yaml-thread.cjs",
      "./node_modules/yaml/**",
      "./node_modules/geist/dist/fonts/**/Geist*-{Regular,Medium,SemiBold}.ttf",
    ],
  },
  outputFileTracingExcludes: { "/**": ["./data/**", "./test/**", "./e2e/**", "./bench/**", "./docs/**"] },
  serverExternalPackages: [
    "@libsql/client",
    "libsql",
    "@prisma/adapter-libsql",
    "@prisma/adapter-pg",
    "@node-rs/argon2",
    "pg",
    "pino",
    "pdfkit",
    "yaml",
    "@peculiar/x509",
  ],
};
export default config;
