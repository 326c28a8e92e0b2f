/** What an S3 key says of the log object under it. Layouts: AWS docs of CloudTrail, VPC Flow Logs, Resolver query logs. */

import { msFromIso } from "../net/time.ts";

export type LogKind = "cloudtrail" | "flow" | "dns";

/** How the folders below a stream's base are cut. Only flow logs know hours and Hive-compatible names. */
export type Layout = "daily" | "hourly" | "hive-daily" | "hive-hourly";

export type LogKey = {
  readonly kind: LogKind;
  /** What stands before `AWSLogs/`: "" or text that ends with "/". */
  readonly prefix: string;
  /** "o-…" of an organisation trail. */
  readonly organizationId: string | null;
  readonly accountId: string;
  /** Resolver query logs are laid out by VPC, without a Region. */
  readonly region: string | null;
  readonly vpcId: string | null;
  /** The stream's folder, up to and with the Region or the VPC: what is listed. */
  readonly base: string;
  /** Null where the folders below the base follow no layout: a copy of a log file kept elsewhere. */
  readonly layout: Layout | null;
  /** Date of the folder, "2026-11-24"; null without a layout. */
  readonly day: string | null;
  /** Hour of the folder, 0 to 23; null in daily layouts. */
  readonly hour: number | null;
  /** Minute in the file's name: delivery for CloudTrail, start of the window for the others. */
  readonly timeMs: number | null;
  /** "fl-…", in the names of flow log files. */
  readonly flowLogId: string | null;
  /** The random end of the name, without its extension. */
  readonly unique: string | null;
  readonly parquet: boolean;
};

/** Something else that AWS writes beside the logs: "CloudTrail-Digest", "Config" … */
export type Neighbour = { readonly neighbour: string };

const SERVICES: ReadonlyMap<string, LogKind> = new Map([
  ["CloudTrail", "cloudtrail"],
  ["vpcflowlogs", "flow"],
  ["vpcdnsquerylogs", "dns"],
]);
const ACCOUNT = /^\d{8,14}$/;
const ORGANIZATION = /^o-[a-z0-9]{10,32}$/;
/** The form of a Region's name, not a list of them: AWS adds some each year, and anonymised logs invent their own. */
const REGION = /^[a-z]{2,}(?:-[a-z0-9]+){2,4}$/;
const VPC = /^vpc-[a-z0-9]{1,32}$/;
const FLOW_LOG = /^fl-[a-z0-9]{1,32}$/;
const MINUTE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(?:\d\d)?Z$/;
const EXTENSION = /\.(?:json|log)(?:\.gz|\.parquet)?$/;

/** Null for a key that follows none of the layouts. The outermost `AWSLogs/` counts: it is the one that is listed. */
export function parseLogKey(key: string): LogKey | Neighbour | null {
  const parts = key.split("/");
  const root = parts.indexOf("AWSLogs");
  if (root < 0 || key.endsWith("/")) return null;
  const organized = ORGANIZATION.test(parts[root + 1] ?? "");
  const organizationId = organized ? (parts[root + 1] ?? null) : null;
  const at = root + (organized ? 2 : 1);
  const hive = parts[at]?.startsWith("aws-account-id=") ?? false;
  const accountId = (hive ? valueOf(parts[at], "aws-account-id") : parts[at]) ?? "";
  const service = (hive ? valueOf(parts[at + 1], "aws-service") : parts[at + 1]) ?? "";
  if (!ACCOUNT.test(accountId) || service === "") return null;
  const kind = SERVICES.get(service);
  if (kind === undefined || (hive && kind !== "flow")) return { neighbour: service };

  const place = (hive ? valueOf(parts[at + 2], "aws-region") : parts[at + 2]) ?? "";
  if (!(kind === "dns" ? VPC : REGION).test(place) || parts.length < at + 4) return null;
  const name = parts.at(-1) ?? "";
  return {
    kind,
    prefix: parts
      .slice(0, root)
      .map((part) => `${part}/`)
      .join(""),
    organizationId,
    accountId,
    region: kind === "dns" ? null : place,
    vpcId: kind === "dns" ? place : null,
    base: `${parts.slice(0, at + 3).join("/")}/`,
    ...dateOf(parts.slice(at + 3, -1), hive, kind),
    ...nameOf(name, kind),
    parquet: name.endsWith(".parquet"),
  };
}

/** The value of "name=value", or null for other text. */
export function valueOf(part: string | undefined, name: string): string | null {
  return part?.startsWith(`${name}=`) ? part.slice(name.length + 1) : null;
}

const NO_DATE = { layout: null, day: null, hour: null } as const;

function dateOf(folders: readonly string[], hive: boolean, kind: LogKind): Pick<LogKey, "layout" | "day" | "hour"> {
  const hourly = folders.length === 4 && kind === "flow";
  if (folders.length !== 3 && !hourly) return NO_DATE;
  const labels = ["year", "month", "day", "hour"] as const;
  const values = folders.map((folder, index) => (hive ? (valueOf(folder, labels[index] ?? "") ?? "") : folder));
  const day = values.slice(0, 3).join("-");
  const hour = hourly ? (values[3] ?? "") : "00";
  if (!/^\d\d$/.test(hour) || msFromIso(`${day}T${hour}:00:00Z`) === null) return NO_DATE;
  const cut = hourly ? "hourly" : "daily";
  return { layout: hive ? `hive-${cut}` : cut, day, hour: hourly ? Number(hour) : null };
}

/** Names end `_<minute>_<unique>.<extension>`; those of flow logs have the flow log's id before the minute. */
function nameOf(name: string, kind: LogKind): Pick<LogKey, "timeMs" | "flowLogId" | "unique"> {
  const fields = name.replace(EXTENSION, "").split("_");
  const flowLogId = fields.at(-3) ?? "";
  const match = MINUTE.exec(fields.at(-2) ?? "");
  return {
    timeMs: match && msFromIso(`${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:00Z`),
    flowLogId: kind === "flow" && FLOW_LOG.test(flowLogId) ? flowLogId : null,
    unique: match ? (fields.at(-1) ?? null) : null,
  };
}

export function isAccountText(text: string): boolean {
  return ACCOUNT.test(text);
}

export function serviceKind(folder: string): LogKind | undefined {
  return SERVICES.get(folder);
}

export function isVpcText(text: string): boolean {
  return VPC.test(text);
}

export function isOrganizationText(text: string): boolean {
  return ORGANIZATION.test(text);
}

export function isRegionText(text: string): boolean {
  return REGION.test(text);
}
