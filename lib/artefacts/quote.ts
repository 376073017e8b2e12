/** Encoders for generated commands and files: a value is data, whatever it says. */

/** One word of a POSIX shell. */
export function sh(value: string): string {
  return /^[A-Za-z0-9_./:=@%+,-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

/** One PowerShell string. */
export function powershell(value: string): string {
  return `'${value.replaceAll(/['\u2018\u2019\u201a\u201b]/g, (quote) => quote + quote)}'`;
}

/**
 * One PowerShell value of ASCII characters only: Windows PowerShell reads a script without mark in the
 * machine's own code page, where the bytes of another letter may spell a quote.
 */
export function powershellAscii(value: string): string {
  const parts = value.match(/[ -~]+|[^ -~]/g) ?? [];
  const texts = parts.map((part) => (/^[ -~]/.test(part) ? powershell(part) : `[string][char]${part.charCodeAt(0)}`));
  const [only] = texts;
  return texts.length === 0 ? "''" : texts.length === 1 && only?.startsWith("'") ? only : `(${texts.join(" + ")})`;
}

/** One identifier of PostgreSQL. */
export function pgName(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}

/** One text of PostgreSQL. */
export function pgText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** One text of SQL Server, in any letters. */
export function sqlServerText(value: string): string {
  return `N${pgText(value)}`;
}

/** One identifier of SQL Server. */
export function sqlServerName(value: string): string {
  return `[${value.replaceAll("]", "]]")}]`;
}

/** A value inside a comment line: no line end may leave the comment. */
export function comment(value: string): string {
  return value.replaceAll(/[\r\n\u2028\u2029]+/g, " ").trim();
}
