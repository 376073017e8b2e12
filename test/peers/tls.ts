import { readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";

import { freePort, program, type Started, start, temporaryFolder, until } from "./programs";

/** How one address of a real TLS server is kept. */
export interface TlsAddress {
  /** Leaf first, then what stands above it. */
  chain: string;
  key: string;
  /** nginx's `ssl_protocols`; 1.2 and 1.3 when left out. */
  protocols?: string;
  /** CA of the client certificates that it demands. */
  demands?: string;
}

export interface NginxPeer<Name extends string> {
  port: Record<Name, number>;
  /** Every request that arrived, with the credential that it brought. */
  requests: () => { port: number; method: string; authorization: string }[];
  stop: () => Promise<void>;
}

/** A real nginx with one address for each form of TLS; every request is answered with an empty JSON object. */
export async function startNginx<Name extends string>(given: Record<Name, TlsAddress>): Promise<NginxPeer<Name>> {
  const folder = temporaryFolder("nginx");
  const file = (name: string, text = "") => {
    const path = join(folder.path, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  const log = file("access.log");
  const port = {} as Record<Name, number>;
  const servers: string[] = [];
  for (const [name, { chain, key, protocols, demands }] of Object.entries<TlsAddress>(given)) {
    const own = await unlike(Object.values<number>(port));
    port[name as Name] = own;
    servers.push(`server {
      listen 127.0.0.1:${own} ssl;
      ssl_certificate ${file(`${name}.crt`, chain)};
      ssl_certificate_key ${file(`${name}.key`, key)};
      ssl_protocols ${protocols ?? "TLSv1.2 TLSv1.3"};
      ssl_ciphers DEFAULT@SECLEVEL=0;
      ${demands ? `ssl_verify_client on; ssl_client_certificate ${file(`${name}.ca`, demands)};` : ""}
      location / { default_type application/json; return 200 "{}"; }
    }`);
  }
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((one) => `${one}_temp_path ${join(folder.path, one)};`)
    .join(" ");
  const configuration = `daemon off; master_process off; error_log stderr; pid ${join(folder.path, "pid")};
    events {} http { ${temporary} log_format seen '$server_port\\t$request_method\\t$http_authorization';
    access_log ${log} seen; ${servers.join("\n")} }`;
  const args = ["-p", folder.path, "-e", "stderr", "-c", file("nginx.conf", configuration)];
  const started = start(program("nginx"), args);
  await until("nginx", started, async () => {
    const open = await Promise.all(Object.values<number>(port).map(isOpen));
    return open.every(Boolean);
  });
  return {
    port,
    requests: () =>
      readFileSync(log, "utf8")
        .split("\n")
        .filter(Boolean)
        .map((line) => {
          const [at = "", method = "", authorization = ""] = line.split("\t");
          return { port: Number(at), method, authorization };
        }),
    async stop() {
      await started.stop();
      folder.remove();
    },
  };
}

/** A free port that none of the others has been promised. */
async function unlike(others: readonly number[]): Promise<number> {
  for (;;) {
    const port = await freePort();
    if (!others.includes(port)) return port;
  }
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}

/** OpenSSL's own server, which breaks a handshake off where nginx only complains afterwards. */
export async function startOpenssl(
  { chain, key }: TlsAddress,
  options: readonly string[],
): Promise<{ port: number; said: () => string; stop: () => Promise<void> }> {
  const folder = temporaryFolder("openssl");
  const path = (name: string, text: string) => {
    writeFileSync(join(folder.path, name), text, { mode: 0o600 });
    return join(folder.path, name);
  };
  const port = await freePort();
  const identity = ["-cert", path("crt", chain), "-key", path("key", key), "-cert_chain", join(folder.path, "crt")];
  const args = ["s_server", "-accept", `127.0.0.1:${port}`, "-www", ...identity, ...options];
  const started: Started = start(program("openssl"), args);
  await until("openssl", started, async () => /ACCEPT/.test(started.output()));
  return {
    port,
    said: started.output,
    async stop() {
      await started.stop();
      folder.remove();
    },
  };
}
