/** @type {import('next').NextConfig} */
const config = {
  output: "standalone",
  poweredByHeader: false,
  reactStrictMode: true,
  experimental: { serverActions: { bodySizeLimit: "1mb" } },
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
