import "server-only";

/** The name in both forms of RFC 6266: plain letters for old readers, UTF-8 for the others. */
function disposition(name: string): string {
  const plain = name.normalize("NFKD").replaceAll(/[^\w.() -]/g, "_");
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** A file that we made, such as a report; no cache keeps it. Text is sent as UTF-8. */
export function madeFile(
  body: string | Uint8Array<ArrayBuffer>,
  { name, type }: { name: string; type: string },
): Response {
  return new Response(body, {
    headers: {
      "content-type": typeof body === "string" ? `${type}; charset=utf-8` : type,
      "content-disposition": disposition(name),
      "cache-control": "no-store",
    },
  });
}

/** A file that somebody handed in: only ever a download, never shown in place, and nothing in it can run. */
export function download({ name, bytes }: { name: string; bytes: Uint8Array<ArrayBuffer> }): Response {
  return new Response(bytes, {
    headers: {
      "content-type": "application/octet-stream",
      "content-disposition": disposition(name),
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox; default-src 'none'",
      "cache-control": "no-store",
    },
  });
}
