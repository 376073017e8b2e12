import { inflateSync } from "node:zlib";

/** A PDF taken apart as far as tests look: its objects as text, and what its streams say when unpacked. */
export function takeApart(file: Buffer): { objects: string; streams: string[] } {
  const text = file.toString("latin1");
  const streams: string[] = [];
  const objects = text.replaceAll(/stream\n([\s\S]*?)\nendstream/g, (_all, body: string) => {
    const bytes = Buffer.from(body, "latin1");
    try {
      streams.push(inflateSync(bytes).toString("latin1"));
    } catch {
      streams.push(body);
    }
    return "";
  });
  return { objects, streams };
}

/** Whether a page's content writes or draws anything that is neither in the structure nor marked as decoration. */
export function unmarked(content: string): string[] {
  let depth = 0;
  const found: string[] = [];
  for (const line of content.split("\n")) {
    if (/ (BDC|BMC)$/.test(line)) depth++;
    else if (line === "EMC") depth--;
    else if (depth === 0 && /(^|\s)(TJ|Tj|S|f|B|Do)$/.test(line)) found.push(line);
  }
  return depth === 0 ? found : [...found, `${depth} left open`];
}
