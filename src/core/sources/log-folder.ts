/** What a folder says on the way down to a stream of logs: `AWSLogs/[o-…/]<account>/<service>/<Region or VPC>/`. */

import type { Stream } from "./listing.ts";
import {
  isAccountText,
  isOrganizationText,
  isRegionText,
  isVpcText,
  type LogKind,
  serviceKind,
  valueOf,
} from "./log-key.ts";

export type LogFolder = {
  /** Null above the accounts. */
  readonly accountId: string | null;
  /** Null above the services. */
  readonly kind: LogKind | null;
  /** The stream of which this is the folder, or below whose folder it is. */
  readonly stream: Stream | null;
};

const ABOVE: LogFolder = { accountId: null, kind: null, stream: null };

/** `path` ends with "/" or is "". Null where no logs of ours can lie below. The innermost `AWSLogs/` counts. */
export function parseLogFolder(path: string): LogFolder | null {
  const parts = path.split("/").slice(0, -1);
  // The last one: "AWSLogs" is also a popular prefix.
  const root = parts.lastIndexOf("AWSLogs");
  if (root < 0) return ABOVE;
  const at = root + (isOrganizationText(parts[root + 1] ?? "") ? 2 : 1);
  const [account, service, place] = parts.slice(at, at + 3);
  if (account === undefined) return ABOVE;
  const hive = account.startsWith("aws-account-id=");
  const accountId = hive ? (valueOf(account, "aws-account-id") ?? "") : account;
  if (!isAccountText(accountId)) return null;
  if (service === undefined) return { ...ABOVE, accountId };
  const kind = serviceKind(hive ? (valueOf(service, "aws-service") ?? "") : service);
  if (kind === undefined || (hive && kind !== "flow")) return null;
  if (place === undefined) return { accountId, kind, stream: null };
  const base = `${parts.slice(0, at + 3).join("/")}/`;
  const stream = streamAt(base, accountId, kind, hive ? (valueOf(place, "aws-region") ?? "") : place, hive);
  return stream && { accountId, kind, stream };
}

function streamAt(base: string, accountId: string, kind: LogKind, place: string, hive: boolean): Stream | null {
  if (kind === "dns")
    return isVpcText(place) ? { base, accountId, kind, region: null, vpcId: place, layout: "daily" } : null;
  if (!isRegionText(place)) return null;
  // Hourly folders show in the keys alone: who lists the stream finds out (layout-of.ts).
  return { base, accountId, kind, region: place, vpcId: null, layout: hive ? "hive-daily" : "daily" };
}

/** Whether `path` lies at `AWSLogs/` or below: there the way down is short and known. */
export function isBelowRoot(path: string): boolean {
  return path.split("/").slice(0, -1).includes("AWSLogs");
}
