/** Encoders for generated commands and files: a value is data, whatever it says. */

/** One word of a POSIX shell. */
export function sh(value: string): string {
  return /^[A-Za-z0-9_./:=@%+,-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

/** One PowerShell string. */
export function powershell(value: string): string {
  return `'${value.replaceAll(/['\u2018\u2019\u201a\u201b]/g, (quote) => quote + quote)}'`;
}

/** One identifier of PostgreSQL. */
export function pgName(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}

/** One identifier of SQL Server. */
export function sqlServerName(value: string): string {
  return `[${value.replaceAll("]", "]]")}]`;
}

/** A value inside a comment line: no line end may leave the comment. */
export function comment(value: string): string {
  return value.replaceAll(/[\r\n\u2028\u2029]+/g, " ").trim();
}
