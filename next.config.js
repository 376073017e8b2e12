/** @type {import('next').NextConfig} */
const config = {
  output: "standalone",
  poweredByHeader: false,
  reactStrictMode: true,
  // An evidence file has up to 10 MiB; routes refuse what is larger themselves, and with a sentence.
  experimental: { serverActions: { bodySizeLimit: "1mb" }, proxyClientMaxBodySize: "12mb" },
  // The reader of uploaded kubeconfigs runs in a thread of its own, started by file path.
  outputFileTracingIncludes: { "/api/**": ["./lib/intake/kubeconfig/yaml-thread.cjs", "./node_modules/yaml/**"] },
  outputFileTracingExcludes: { "/**": ["./data/**", "./test/**", "./e2e/**", "./bench/**", "./docs/**"] },
  serverExternalPackages: [
    "@libsql/client",
    "libsql",
    "@prisma/adapter-libsql",
    "@prisma/adapter-pg",
    "@node-rs/argon2",
    "pg",
    "pino",
    "yaml",
    "@peculiar/x509",
  ],
};
export default config;
