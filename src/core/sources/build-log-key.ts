/** The inverse of `parseLogKey`: the key under which AWS would deliver a log object. */

import { invariant } from "../invariant.ts";
import { msFromIso } from "../net/time.ts";
import { dayPrefix, minuteText } from "./listing.ts";
import type { Layout, LogKey, LogKind } from "./log-key.ts";

/** Delivered keys always tell a layout, a day, a minute and a unique end. */
export type DeliveredKey = Omit<LogKey, "base" | "layout" | "day" | "timeMs" | "unique"> & {
  readonly layout: Layout;
  readonly day: string;
  readonly timeMs: number;
  readonly unique: string;
};

const SERVICE: Readonly<Record<LogKind, string>> = {
  cloudtrail: "CloudTrail",
  flow: "vpcflowlogs",
  dns: "vpcdnsquerylogs",
};

/** Whether the key follows its layout to the end, so that `buildLogKey` gives it back. */
export function isDelivered(key: LogKey): key is LogKey & DeliveredKey {
  const { layout, day, timeMs, unique } = key;
  return layout !== null && day !== null && timeMs !== null && unique !== null;
}

export function buildLogKey(key: DeliveredKey): string {
  const dayMs = msFromIso(`${key.day}T00:00:00Z`);
  invariant(dayMs !== null, `not a day: ${key.day}`);
  const hour = String(key.hour ?? 0).padStart(2, "0");
  const hours = { hourly: `${hour}/`, "hive-hourly": `hour=${hour}/`, daily: "", "hive-daily": "" }[key.layout];
  return `${dayPrefix(baseOf(key), key.layout, dayMs)}${hours}${nameOf(key)}`;
}

/** The stream's folder: what `parseLogKey` calls `base`. */
export function baseOf(key: Omit<DeliveredKey, "day" | "timeMs" | "unique" | "hour" | "parquet">): string {
  const root = `${key.prefix}AWSLogs/${key.organizationId === null ? "" : `${key.organizationId}/`}`;
  const service = SERVICE[key.kind];
  if (key.layout.startsWith("hive-")) {
    return `${root}aws-account-id=${key.accountId}/aws-service=${service}/aws-region=${key.region}/`;
  }
  return `${root}${key.accountId}/${service}/${key.kind === "dns" ? key.vpcId : key.region}/`;
}

function nameOf(key: DeliveredKey): string {
  const end = `${minuteText(key.timeMs)}_${key.unique}`;
  switch (key.kind) {
    case "cloudtrail":
      return `${key.accountId}_CloudTrail_${key.region}_${end}.json.gz`;
    case "flow":
      return `${key.accountId}_vpcflowlogs_${key.region}_${key.flowLogId}_${end}.log.${key.parquet ? "parquet" : "gz"}`;
    case "dns":
      return `${key.vpcId}_vpcdnsquerylogs_${key.accountId}_${end}.log.gz`;
  }
}
