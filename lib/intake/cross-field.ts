import type { Answers, FieldId } from "./answers";

/** A rule that two or more answers break together; shown at the field that should change. */
export interface Problem {
  field: FieldId;
  message: string;
}

const before = (a: string | undefined, b: string | undefined) => a !== undefined && b !== undefined && a < b;

/** Rules across fields (catalogue section 2). None of them keeps an answer from being saved. */
export function crossFieldProblems(answers: Answers): Problem[] {
  const problems: Problem[] = [];
  const add = (field: FieldId, message: string) => problems.push({ field, message });
  const { "project.installStart": start, "project.installEnd": end } = answers;
  if (before(end, start)) add("project.installEnd", "The last day is before the first day. Correct one of them.");
  if (answers["ts.kind"] === "workstation") {
    if (before(start, answers["ts.exclusiveFrom"]))
      add("ts.exclusiveFrom", "The workstation must be ours from the first day of the installation.");
    if (before(answers["ts.exclusiveTo"], end))
      add("ts.exclusiveTo", "The workstation must be ours until the last day of the installation.");
    if (answers["ts.downtimeAccepted"]?.accepted === "yes" && !answers["ts.downtimeAccepted"].person)
      add("ts.downtimeAccepted", "Name the person who accepted the downtime.");
  }
  if (answers["ts.maestroHost"]?.where === "client-machine" && !answers["ts.maestroHost"].host)
    add("ts.maestroHost", "Name the machine that runs Maestro.");
  const list = answers["ns.list"];
  if (list && list.length > 0) {
    const common = list.filter(({ role }) => role === "common").length;
    if (common !== 1)
      add(
        "ns.list",
        common === 0 ? "Give exactly one namespace the role Common." : "Only one namespace has the role Common.",
      );
    const names = new Set(list.map(({ name }) => name));
    for (const { name } of answers["ns.sizing"] ?? [])
      if (!names.has(name))
        add("ns.sizing", `${name} is not one of the namespaces. Correct the name, or add it to the list.`);
  }
  if (answers["db.engine"] === "postgresql") {
    for (const name of answers["db.names"] ?? [])
      if (new TextEncoder().encode(name).length > 63)
        add("db.names", `${name.slice(0, 20)}… is longer than PostgreSQL's 63 bytes.`);
  }
  const auth = answers["db.auth"];
  if (answers["db.engine"] === "mssql" && (auth === "scram" || auth === "cert"))
    add("db.auth", "SQL Server has SQL and Windows log-in only.");
  if (answers["db.engine"] === "postgresql" && (auth === "sql" || auth === "windows"))
    add("db.auth", "PostgreSQL has password (SCRAM) and certificate log-in only.");
  if (answers["os.strategy"] === "existing-s3" && answers["os.addressing"] === "virtual") {
    const dotted = answers["os.buckets"]?.find((name) => name.includes("."));
    if (dotted)
      add(
        "os.buckets",
        `The dots in ${dotted} do not fit a wildcard certificate, so virtual-hosted addressing cannot reach it. Use path style, or a bucket without dots.`,
      );
    if (/^https?:\/\/(\[|[\d.]+(:\d+)?$)/.test(answers["os.endpoint"] ?? ""))
      add("os.addressing", "An endpoint that is an IP address has no names for its buckets. Use path style.");
  }
  if (before(start, answers["resp.agreedOn"]))
    add("resp.agreedOn", "The matrix must be agreed on before the first day of the installation.");
  if (answers["net.serviceMesh"]?.present === "yes" && !answers["net.serviceMesh"].kind)
    add("net.serviceMesh", "Say which service mesh it is.");
  return problems;
}
