import { afterEach, expect, test } from "vitest";

import { expectSeen, lookOut, type Outlook } from "@/test/look-out";
import { type PostgresPeer, startPostgres } from "@/test/peers/postgres";

const HOST = "db.acme.test";
const PASSWORD = "s3cret-of-the-encrypted-way";
const open: PostgresPeer[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop();
});

async function against(...options: Parameters<typeof startPostgres>): Promise<{ peer: PostgresPeer; given: Outlook }> {
  const peer = await startPostgres(...options);
  open.push(peer);
  await peer.sql(`CREATE ROLE owner LOGIN PASSWORD '${PASSWORD}';\nCREATE DATABASE raven OWNER owner`);
  const given: Outlook = {
    answers: {
      "db.engine": "postgresql",
      "db.host": HOST,
      "db.ip": "127.0.0.1",
      "db.port": 5432,
      "db.username": "owner",
      "db.names": ["raven"],
      "db.tls": "verified",
      "db.ca": peer.ca,
    },
    secrets: { "db.password": PASSWORD },
    pinned: { [`${HOST}:5432`]: peer.port },
  };
  return { peer, given };
}

test.each(["TLSv1", "TLSv1.1"])(
  "bar 18: a PostgreSQL that knows %s alone is named as one, and gets no password",
  async (version) => {
    const { peer, given } = await against({
      ssl_min_protocol_version: version,
      ssl_max_protocol_version: version,
      ssl_ciphers: "DEFAULT@SECLEVEL=0",
    });
    const { message } = await expectSeen("db-login", given, "fail", "tls-untrusted");
    expect(message).toMatch(/offers only TLS versions older than 1\.2/);
    expect(peer.log()).not.toMatch(/connection authorized: user=owner/);
  },
);

test("a PostgreSQL that demands a client certificate is not said to refuse the password", async () => {
  const { given } = await against({}, { demandsCertificate: true });
  const [engine, login] = await lookOut(["db-engine", "db-login"], given);
  expect(engine?.verdict).toBe("pass");
  expect(login).toMatchObject({ verdict: "could-not-tell", reasonCode: "unsupported" });
  expect(login?.message).toContain("asks for a client certificate");
});
