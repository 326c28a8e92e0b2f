import { cloudTrailLoggingDisabled } from "../../../../../src/core/detect/detectors/cloudtrail/stealth-iamuser-cloudtrail-logging-disabled.ts";
import type { ApiCall } from "../../../../../src/core/event.ts";
import type { JsonObject } from "../../../../../src/core/json.ts";
import { apiCall } from "../../api-call.ts";
import { detectorTests } from "../../detector-tests.ts";

const call = (api: string, request: JsonObject | null, error: string | null = null): ApiCall =>
  apiCall({ service: "cloudtrail.amazonaws.com", api, request, error });
const selectors = (eventSelectors: JsonObject[]): ApiCall =>
  call("PutEventSelectors", { trailName: "main", eventSelectors });
const advanced = (...fieldSelectors: JsonObject[][]): ApiCall =>
  call("PutEventSelectors", {
    trailName: "main",
    advancedEventSelectors: fieldSelectors.map((fields) => ({ name: "x", fieldSelectors: fields })),
  });
const deleteBucket = (bucketName: string): ApiCall =>
  apiCall({ service: "s3.amazonaws.com", api: "DeleteBucket", request: { bucketName } });

const MANAGEMENT = { field: "eventCategory", equals: ["Management"] };
const DATA = { field: "eventCategory", equals: ["Data"] };
const TRAIL = { subject: ["AWS::CloudTrail::Trail", "main"], affectedResources: { "AWS::CloudTrail::Trail": "main" } };
const trailBuckets: ReadonlySet<string> = new Set(["trail-logs"]);

export default detectorTests(
  cloudTrailLoggingDisabled,
  [
    [
      "StopLogging",
      call("StopLogging", { name: "main" }),
      { ...TRAIL, title: 'IAM user "alice" stopped logging of trail "main".' },
    ],
    [
      "the same trail by its ARN",
      call("StopLogging", { name: "arn:aws:cloudtrail:eu-west-1:111122223333:trail/main" }),
      TRAIL,
    ],
    ["StopLogging without parameters", call("StopLogging", null), { subject: ["AWS::CloudTrail::Trail", "unknown"] }],
    ["DeleteTrail", call("DeleteTrail", { name: "main" }), TRAIL],
    ["a trail cut down to its Region", call("UpdateTrail", { name: "main", isMultiRegionTrail: false }), TRAIL],
    [
      "a trail cut down by a boolean in text",
      call("UpdateTrail", { name: "main", isMultiRegionTrail: "false" }),
      TRAIL,
    ],
    [
      "a trail without global services",
      call("UpdateTrail", { name: "main", includeGlobalServiceEvents: false }),
      TRAIL,
    ],
    [
      "selectors without management events",
      selectors([{ includeManagementEvents: false, readWriteType: "All", dataResources: [] }]),
      TRAIL,
    ],
    ["selectors that log reads only", selectors([{ includeManagementEvents: true, readWriteType: "ReadOnly" }]), TRAIL],
    ["advanced selectors for data events only", advanced([DATA]), TRAIL],
    [
      "advanced selectors for reads only",
      advanced([MANAGEMENT, { field: "readOnly", equals: ["true"] }], [DATA]),
      TRAIL,
    ],
    [
      "an event data store that takes in no more",
      call("StopEventDataStoreIngestion", {
        eventDataStore: "arn:aws:cloudtrail:eu-west-1:111122223333:eventdatastore/ee54f226",
      }),
      { subject: ["AWS::CloudTrail::EventDataStore", "ee54f226"] },
    ],
    ["a deleted event data store", call("DeleteEventDataStore", { eventDataStore: "ee54f226" })],
    [
      "the deletion of a trail's bucket",
      deleteBucket("trail-logs"),
      { subject: ["AWS::S3::Bucket", "trail-logs"], affectedResources: { "AWS::S3::Bucket": "trail-logs" } },
      { trailBuckets },
    ],
  ],
  [
    ["StopLogging that was denied", call("StopLogging", { name: "main" }, "AccessDenied")],
    ["DeleteTrail that failed", call("DeleteTrail", { name: "main" }, "TrailNotFoundException")],
    ["StartLogging", call("StartLogging", { name: "main" })],
    ["an update to all Regions", call("UpdateTrail", { name: "main", isMultiRegionTrail: true })],
    ["an update of the key", call("UpdateTrail", { name: "main", kmsKeyId: "", enableLogFileValidation: false })],
    ["selectors with all management events", selectors([{ includeManagementEvents: true, readWriteType: "All" }])],
    ["selectors with management events by default", selectors([{ dataResources: [] }])],
    [
      "selectors of which one logs the writes",
      selectors([
        { includeManagementEvents: true, readWriteType: "ReadOnly" },
        { includeManagementEvents: true, readWriteType: "WriteOnly" },
      ]),
    ],
    ["advanced selectors with management events", advanced([DATA], [MANAGEMENT])],
    ["advanced selectors for writes", advanced([MANAGEMENT, { field: "readOnly", equals: ["false"] }])],
    ["a request without selectors", call("PutEventSelectors", { trailName: "main" })],
    ["selectors that are no list", call("PutEventSelectors", { trailName: "main", eventSelectors: "none" })],
    ["the deletion of another bucket", deleteBucket("scratch"), { trailBuckets }],
    ["the deletion of a bucket where no trail is known", deleteBucket("trail-logs")],
  ],
);
