/** Tells a list's format from its first few thousand characters. */

import { SINK_ADDRESS } from "./hosts.ts";

export const LIST_FORMATS = [
  "TXT",
  "STIX",
  "STIX2",
  "JSON",
  "OTX_CSV",
  "ALIEN_VAULT",
  "PROOF_POINT",
  "FIRE_EYE",
  "HOSTS",
  "ADBLOCK",
] as const;
/** Ranges of clouds and rankings are never told from a text: they are facts, and must not be read as a threat list by mistake. */
export type ListFormat = (typeof LIST_FORMATS)[number] | "CLOUD_RANGES" | "RANKING";

const STIX2_ID = /"[a-z][a-z0-9-]*--[0-9a-fA-F]{8}-/;
const STIX2_MARK = /"(?:spec_version|type)"\s*:\s*"(?:2\.\d|bundle|indicator)"/;
const ALIEN_VAULT_ROW = /^[^#\s]+\s*#\s*\d+\s*#\s*\d+\s*#/;
const ADBLOCK_ROW = /^(?:\|\||@@\|\||\[adblock)/i;

/** Null for what is no list: HTML (an error page), bytes that are no text. */
export function sniffFormat(head: string): ListFormat | null {
  const text = head.trimStart();
  if (text.includes("\u0000")) return null;
  if (text.startsWith("<")) return /^<(?:!doctype\s+html|html|head|body)/i.test(text) ? null : "STIX";
  if (/^(?:\{|\[\s*["{[\]])/.test(text)) return STIX2_ID.test(text) || STIX2_MARK.test(text) ? "STIX2" : "JSON";
  const rows = text
    .split("\n")
    .map((row) => row.trim())
    .filter((row) => row !== "" && !/^(?:#|;|!|\/\/)/.test(row));
  return csvFormat(rows[0] ?? "") ?? rowFormat(rows);
}

function csvFormat(header: string): ListFormat | null {
  const columns = header
    .toLowerCase()
    .split(",")
    .map((column) => column.replaceAll('"', "").trim());
  const first = columns[0] ?? "";
  if (first === "indicator type") return "OTX_CSV";
  if ((first === "domain" || first === "ip") && columns[1] === "category") return "PROOF_POINT";
  return ["ip", "cidr", "domain"].every((name) => columns.includes(name)) ? "FIRE_EYE" : null;
}

/** By most of the rows: comments of one format are entries of none. */
function rowFormat(rows: readonly string[]): ListFormat {
  const share = (pattern: RegExp): number => rows.filter((row) => pattern.test(row)).length / Math.max(1, rows.length);
  if (share(ALIEN_VAULT_ROW) > 0.5) return "ALIEN_VAULT";
  if (share(ADBLOCK_ROW) > 0.3) return "ADBLOCK";
  return share(SINK_ADDRESS) > 0.5 ? "HOSTS" : "TXT";
}
