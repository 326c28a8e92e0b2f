/** Columns side by side, for people. */

/** The first row is the heading. */
export function table(rows: readonly (readonly (string | number)[])[]): string[] {
  const texts = rows.map((row) => row.map(String));
  const widths = (texts[0] ?? []).map((_, column) => Math.max(...texts.map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  const [heading = [], ...rest] = texts;
  return [line(heading), widths.map((width) => "-".repeat(width)).join("  "), ...rest.map(line)];
}

/** AnomalousBehavior types by their tactic alone, others in full. */
export function shortType(type: string): string {
  return type.replace(/:IAMUser\/AnomalousBehavior$/, "*").replace(/^[^:]+:(?:IAMUser|EC2)\//, "");
}

export function shortTypes(types: Iterable<string>): string {
  return [...new Set(types)].map(shortType).sort().join(" ") || "-";
}
