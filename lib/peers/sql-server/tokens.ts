/** The tokens of the Tabular Data Stream that the practice SQL Server speaks ([MS-TDS] 2.2.7). */

const u16 = (value: number) => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
};
const u32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};
const ucs2 = (text: string) => Buffer.from(text, "utf16le");
const shortText = (text: string) => Buffer.concat([Buffer.from([text.length]), ucs2(text)]);
const longText = (text: string) => Buffer.concat([u16(text.length), ucs2(text)]);
const sized = (token: number, body: Buffer) => Buffer.concat([Buffer.from([token]), u16(body.length), body]);

export const PACKET = { batch: 0x01, reply: 0x04, login: 0x10, prelogin: 0x12 } as const;
const HEADER = 8;

/** One packet of a type with its whole payload. */
export function packet(type: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(HEADER);
  header[0] = type;
  header[1] = 1;
  header.writeUInt16BE(payload.length + HEADER, 2);
  header[6] = 1;
  return Buffer.concat([header, payload]);
}

/** PRELOGIN with version and encryption (0 off, 1 on, 2 not supported, 3 required). */
export function prelogin(version: readonly [number, number, number, number], encryption: number): Buffer {
  const [major, minor, build, sub] = version;
  const number = Buffer.alloc(6);
  number[0] = major;
  number[1] = minor;
  number.writeUInt16BE(build, 2);
  number.writeUInt16BE(sub, 4);
  const table = Buffer.from([0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xff]);
  return Buffer.concat([table, number, Buffer.from([encryption])]);
}

export const DONE = Buffer.concat([Buffer.from([0xfd]), Buffer.alloc(12)]);
const DONE_WITH_ERROR = Buffer.concat([Buffer.from([0xfd]), u16(2), Buffer.alloc(10)]);

/** A refusal: number and text, then the end. */
export function errorReply(number: number, text: string): Buffer {
  const body = Buffer.concat([
    u32(number),
    Buffer.from([1, 14]),
    longText(text),
    shortText("practice"),
    shortText(""),
    u32(1),
  ]);
  return Buffer.concat([sized(0xaa, body), DONE_WITH_ERROR]);
}

/** The log-in is accepted into a database. */
export function loginReply(database: string): Buffer {
  const ack = Buffer.concat([
    Buffer.from([1, 0x74, 0, 0, 4]),
    shortText("Microsoft SQL Server"),
    Buffer.from([15, 0, 8, 0]),
  ]);
  const moved = Buffer.concat([Buffer.from([1]), shortText(database), shortText("master")]);
  return Buffer.concat([sized(0xe3, moved), sized(0xad, ack), DONE]);
}

/** The log-in is accepted, but the client is to go elsewhere. */
export function routeReply({ host, port }: { host: string; port: number }): Buffer {
  const target = Buffer.concat([Buffer.from([0]), u16(port), longText(host)]);
  const moved = Buffer.concat([Buffer.from([20]), u16(target.length), target, u16(0)]);
  const ack = Buffer.concat([
    Buffer.from([1, 0x74, 0, 0, 4]),
    shortText("Microsoft SQL Server"),
    Buffer.from([15, 0, 8, 0]),
  ]);
  return Buffer.concat([sized(0xad, ack), sized(0xe3, moved), DONE]);
}

export type Cell = string | number | null;

/** One row of texts and numbers. */
export function rowReply(row: Readonly<Record<string, Cell>>): Buffer {
  const entries = Object.entries(row);
  const columns = entries.map(([name, value]) => {
    const type =
      typeof value === "string"
        ? Buffer.concat([Buffer.from([0xe7]), u16(1024), Buffer.alloc(5)])
        : Buffer.from([0x26, 4]);
    return Buffer.concat([u32(0), u16(1), type, shortText(name)]);
  });
  const cells = entries.map(([, value]) => {
    if (typeof value === "string") return Buffer.concat([u16(value.length * 2), ucs2(value)]);
    return value === null ? Buffer.from([0]) : Buffer.concat([Buffer.from([4]), u32(value)]);
  });
  return Buffer.concat([Buffer.from([0x81]), u16(entries.length), ...columns, Buffer.from([0xd1]), ...cells, DONE]);
}

/** User, password and database of a LOGIN7 message. */
export function readLogin(payload: Buffer): { user: string; password: string; database: string; app: string } {
  const part = (at: number) => {
    const offset = payload.readUInt16LE(at);
    return payload.subarray(offset, offset + payload.readUInt16LE(at + 2) * 2);
  };
  const hidden = Buffer.from(part(44).map((byte) => (((byte ^ 0xa5) << 4) | ((byte ^ 0xa5) >> 4)) & 0xff));
  return {
    user: part(40).toString("utf16le"),
    password: hidden.toString("utf16le"),
    app: part(48).toString("utf16le"),
    database: part(68).toString("utf16le"),
  };
}

/** The text of a SQL batch, without its headers. */
export function readBatch(payload: Buffer): string {
  return payload.subarray(payload.readUInt32LE(0)).toString("utf16le");
}
