/** Stealth:IAMUser/CloudTrailLoggingDisabled: a trail logs no more, or less than is needed to see an attack. */

import type { ApiCall } from "../../../event.ts";
import { cleanText } from "../../../findings/clean-text.ts";
import { booleanField, stringField } from "../../../json.ts";
import type { RegionFacts } from "../../../profile/region-facts.ts";
import type { CallDetector } from "../../detector.ts";
import { dropsManagementEvents } from "../../event-selectors.ts";
import { bucketOf } from "../../s3-bucket.ts";
import { from, quoted, sentence, where, who } from "../../wording.ts";

type Deed = { readonly what: string; readonly kind: string; readonly name: string };

const TRAIL = "AWS::CloudTrail::Trail";
const EVENT_DATA_STORE = "AWS::CloudTrail::EventDataStore";
const BUCKET = "AWS::S3::Bucket";

/** The call succeeded. Null where logging goes on. */
function deedOf(call: ApiCall, facts: RegionFacts): Deed | null {
  switch (call.api) {
    case "StopLogging":
      return trail(call, "stopped logging of trail");
    case "DeleteTrail":
      return trail(call, "deleted trail");
    case "UpdateTrail":
      return updated(call);
    case "PutEventSelectors":
      return dropsManagementEvents(call.request)
        ? trail(call, "ended logging of changes (management write events) by trail")
        : null;
    case "StopEventDataStoreIngestion":
      return store(call, "stopped ingestion into event data store");
    case "DeleteEventDataStore":
      return store(call, "deleted event data store");
    case "DeleteBucket":
      return trailBucket(call, facts);
    default:
      return null;
  }
}

/**
 * An update cannot stop a trail, but it can end logging for every Region but one, or for IAM, STS and CloudFront.
 * Whoever asks for either wants deeds to go unseen there, so both count. Log file validation, encryption and
 * CloudWatch delivery do not: the events are still logged.
 */
function updated(call: ApiCall): Deed | null {
  if (booleanField(call.request, "isMultiRegionTrail") === false) {
    return trail(call, "ended logging of all other Regions by trail");
  }
  if (booleanField(call.request, "includeGlobalServiceEvents") === false) {
    return trail(call, "ended logging of global services by trail");
  }
  return null;
}

function trail(call: ApiCall, what: string): Deed {
  return {
    what,
    kind: TRAIL,
    name: lastPart(stringField(call.request, "name") ?? stringField(call.request, "trailName")),
  };
}

function store(call: ApiCall, what: string): Deed {
  return { what, kind: EVENT_DATA_STORE, name: lastPart(stringField(call.request, "eventDataStore")) };
}

function trailBucket(call: ApiCall, facts: RegionFacts): Deed | null {
  const name = bucketOf(call);
  return name !== null && facts.trailBuckets.has(name)
    ? { what: "deleted the trail's bucket", kind: BUCKET, name }
    : null;
}

/** The same trail is named by its name or its ARN. */
function lastPart(nameOrArn: string | null): string {
  return nameOrArn === null ? "unknown" : cleanText(nameOrArn.slice(nameOrArn.lastIndexOf("/") + 1));
}

export const cloudTrailLoggingDisabled: CallDetector = {
  type: "Stealth:IAMUser/CloudTrailLoggingDisabled",
  watches: "region",
  apis: [
    "cloudtrail:StopLogging",
    "cloudtrail:DeleteTrail",
    "cloudtrail:UpdateTrail",
    "cloudtrail:PutEventSelectors",
    "cloudtrail:StopEventDataStoreIngestion",
    "cloudtrail:DeleteEventDataStore",
    "s3:DeleteBucket",
  ],
  summary:
    "A trail was stopped, deleted or cut down so that it no longer logs what changes the account, " +
    "or the bucket that holds its logs was deleted.",
  misses:
    "Logs that are lost elsewhere: a bucket policy, lifecycle rule or KMS key that stops delivery, a trail sent to another bucket, " +
    "advanced selectors that leave out single event names, and a trail's bucket in a Region or account where the trail is not known.",
  falsePositives:
    "Trails retired on purpose, one of a pair of trails of which the other logs the writes, a single-Region trail saved again " +
    "with its settings, and event data stores that hold other things than CloudTrail events.",
  attack: ["T1562.008"],
  needs: ["cloudtrail"],
  detect(call, { facts }) {
    const deed = call.error === null ? deedOf(call, facts) : null;
    if (deed === null) return null;
    return {
      subject: [deed.kind, deed.name],
      title: `${sentence(who(call))} ${deed.what} ${quoted(deed.name)}.`,
      description:
        `${sentence(who(call))} ${deed.what} ${quoted(deed.name)} ${from(call)} ${where(call)}. ` +
        "From then on deeds may go unrecorded. Attackers do this to hide what comes next: look at what this principal did since.",
      affectedResources: { [deed.kind]: deed.name },
    };
  },
};
