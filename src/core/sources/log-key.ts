/** What an S3 key says of the log object under it. Layouts: AWS docs of CloudTrail, VPC Flow Logs, Resolver query logs. */

import { msFromIso } from "../net/time.ts";

export type LogKind = "cloudtrail" | "flow" | "dns";

export type LogKey = {
  readonly kind: LogKind;
  readonly accountId: string;
  /** "o-…" of an organisation trail. */
  readonly organizationId: string | null;
  /** Resolver query logs are laid out by VPC, without a Region. */
  readonly region: string | null;
  readonly vpcId: string | null;
  /** Minute in the file's name: delivery for CloudTrail, start of the window for the others. */
  readonly timeMs: number | null;
  readonly parquet: boolean;
};

/** Something else that AWS writes beside the logs: "CloudTrail-Digest", "Config" … */
export type Neighbour = { readonly neighbour: string };

const KINDS: Readonly<Record<string, LogKind>> = {
  CloudTrail: "cloudtrail",
  vpcflowlogs: "flow",
  vpcdnsquerylogs: "dns",
};
const ACCOUNT = /^\d{8,14}$/;
const ORGANIZATION = /^o-[a-z0-9]{10,32}$/;
/** The shape of a Region's name, not a list of them: AWS adds some each year, and anonymised logs invent their own. */
const REGION = /^[a-z]{2,}(?:-[a-z0-9]+){2,4}$/;
const VPC = /^vpc-[0-9a-z]+$/;
const MINUTE = /_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(?:\d\d)?Z_/;

/** Null for a key that follows none of the layouts. */
export function parseLogKey(key: string): LogKey | Neighbour | null {
  const parts = key.split("/");
  // The last one: "AWSLogs" is also a popular prefix.
  const root = parts.lastIndexOf("AWSLogs");
  if (root < 0 || key.endsWith("/")) return null;
  let at = root + 1;
  const organizationId = ORGANIZATION.test(parts[at] ?? "") ? (parts[at++] ?? null) : null;
  if (parts[at]?.startsWith("aws-account-id=")) return hiveKey(parts, at, organizationId, key);
  const accountId = parts[at] ?? "";
  if (!ACCOUNT.test(accountId)) return null;
  const service = parts[at + 1] ?? "";
  const kind = Object.hasOwn(KINDS, service) ? KINDS[service] : undefined;
  if (kind === undefined) return service === "" ? null : { neighbour: service };
  const place = parts[at + 2] ?? "";
  const name = parts.at(-1) ?? "";
  if (parts.length < at + 4 || !(kind === "dns" ? VPC : REGION).test(place)) return null;
  return {
    kind,
    accountId,
    organizationId,
    region: kind === "dns" ? null : place,
    vpcId: kind === "dns" ? place : null,
    timeMs: minuteOf(name),
    parquet: name.endsWith(".parquet"),
  };
}

/** `aws-account-id=…/aws-service=vpcflowlogs/aws-region=…/year=…`: Hive-compatible prefixes of flow logs. */
function hiveKey(
  parts: readonly string[],
  from: number,
  organizationId: string | null,
  key: string,
): LogKey | Neighbour | null {
  const facts = new Map<string, string>();
  for (const part of parts.slice(from)) {
    const equals = part.indexOf("=");
    if (equals > 0) facts.set(part.slice(0, equals), part.slice(equals + 1));
  }
  const service = facts.get("aws-service") ?? "";
  if (service !== "vpcflowlogs") return { neighbour: service || "unknown" };
  const accountId = facts.get("aws-account-id") ?? "";
  const region = facts.get("aws-region") ?? "";
  if (!ACCOUNT.test(accountId) || !REGION.test(region)) return null;
  return {
    kind: "flow",
    accountId,
    organizationId,
    region,
    vpcId: null,
    timeMs: minuteOf(parts.at(-1) ?? ""),
    parquet: key.endsWith(".parquet"),
  };
}

export function isAccountText(text: string): boolean {
  return ACCOUNT.test(text);
}

export function isOrganizationText(text: string): boolean {
  return ORGANIZATION.test(text);
}

export function isRegionText(text: string): boolean {
  return REGION.test(text);
}

function minuteOf(name: string): number | null {
  const match = MINUTE.exec(name);
  return match && msFromIso(`${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:00Z`);
}
