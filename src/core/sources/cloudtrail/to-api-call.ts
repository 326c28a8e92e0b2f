/** One CloudTrail record → ApiCall, or why it is none. Source: AWS CloudTrail User Guide, "CloudTrail record contents". */

import { Body } from "../../calls/body.ts";
import type { ReadCall } from "../../calls/call-table.ts";
import { hashId } from "../../hash.ts";
import { booleanField, field, isObject, type Json, type JsonObject, objectField, stringField } from "../../json.ts";
import { USER_AGENT_CHARS_MAX } from "../../limits.ts";
import { isIpText } from "../../net/ip-text.ts";
import { msFromIso } from "../../net/time.ts";
import { err, ok, type Result } from "../../result.ts";
import { encodeUtf8 } from "../../text.ts";
import { isGlobalService } from "./global-services.ts";
import { toIdentity } from "./identity.ts";
import { Repeated } from "./repeated.ts";

/** `eventCategory`; only Management is analysed. */
export type Category = "Management" | "Data" | "Insight" | "NetworkActivity";

/** What the object's key says, for records that leave it out. */
export type KeyFacts = { readonly accountId: string | null; readonly region: string | null };

/** Whether anything looks at a call's request, response and extra data; where nothing does they are dropped here. */
export type ReadsBodies = (service: string, api: string) => boolean;
export const ALWAYS: ReadsBodies = () => true;

const STRINGS = [
  "eventName",
  "eventSource",
  "eventTime",
  "awsRegion",
  "eventID",
  "eventType",
  "eventCategory",
  "sourceIPAddress",
  "userAgent",
  "errorCode",
  "vpcEndpointId",
] as const;
const REQUIRED = 3;

export const EVENT_TYPE_DEFAULT = "AwsApiCall";
export const REGION_UNKNOWN = "unknown";

export function categoryOf(record: JsonObject): Category {
  const management = booleanField(record, "managementEvent");
  return categoryFrom(field(record, "eventType"), field(record, "eventCategory"), management);
}

/** `management`: the field `managementEvent`, which says it where there is no category. */
export function categoryFrom(type: Json | undefined, category: Json | undefined, management: boolean | null): Category {
  if (type === "AwsCloudTrailInsight") return "Insight";
  if (type === "AwsVpceEvent") return "NetworkActivity";
  if (category === "Data" || category === "Insight" || category === "NetworkActivity") return category;
  return category === undefined && management === false ? "Data" : "Management";
}

/** Refuses a record whose fields have types that CloudTrail never writes: better counted than half understood. */
export function checkRecord(record: Json): Result<JsonObject> {
  if (!isObject(record)) return err("record is not a JSON object");
  for (let index = 0; index < STRINGS.length; index++) {
    const name = STRINGS[index] as string;
    const value = field(record, name);
    if (typeof value === "string") continue;
    if (value === undefined || value === null) {
      if (index < REQUIRED && categoryOf(record) === "Management") return err(`${name} is missing`);
      continue;
    }
    return err(`${name} is ${kindOf(value)}, not text`);
  }
  const identity = field(record, "userIdentity");
  if (identity !== undefined && identity !== null && !isObject(identity)) {
    return err(`userIdentity is ${kindOf(identity)}, not an object`);
  }
  return ok(record);
}

function kindOf(value: Json): string {
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** `record` has passed `checkRecord` and is a management event. `repeated`: of the object that it is in. */
export function toApiCall(
  record: JsonObject,
  key: KeyFacts,
  readsBodies: ReadsBodies = ALWAYS,
  repeated: Repeated = new Repeated(),
): Result<ReadCall> {
  const timeMs = msFromIso(stringField(record, "eventTime") ?? "");
  if (timeMs === null) return err("eventTime is not a time");
  const service = repeated.text(stringField(record, "eventSource"));
  const api = repeated.text(stringField(record, "eventName"));
  if (service === null || api === null) return err("eventName or eventSource is empty");
  const rawIdentity = objectField(record, "userIdentity");
  const accountId = accountOf(record, rawIdentity, key);
  if (accountId === null) return err("no account: neither recipientAccountId nor the key names one");
  const bodies = readsBodies(service, api);
  const region = repeated.text(stringField(record, "awsRegion") ?? key.region ?? REGION_UNKNOWN);
  const source = repeated.text(stringField(record, "sourceIPAddress"));
  const sourceIsIp = source !== null && isIpText(source);
  return ok({
    kind: "api-call",
    id: encodeUtf8(stringField(record, "eventID") ?? hashId("record", JSON.stringify(record))),
    timeMs,
    accountId: repeated.text(accountId),
    region,
    service,
    api,
    eventType: repeated.text(stringField(record, "eventType") ?? EVENT_TYPE_DEFAULT),
    readOnly: booleanField(record, "readOnly"),
    error: repeated.text(errorOf(record)),
    identity: repeated.identity(toIdentity(rawIdentity)),
    sourceIp: sourceIsIp ? source : null,
    sourceDomain: sourceIsIp ? null : source,
    userAgent: repeated.text(stringField(record, "userAgent")?.slice(0, USER_AGENT_CHARS_MAX) ?? null),
    vpcEndpointId: repeated.text(stringField(record, "vpcEndpointId")),
    vpcEndpointAccountId: repeated.text(stringField(record, "vpcEndpointAccountId")),
    request: bodies ? Body.of(objectField(record, "requestParameters")) : null,
    response: bodies ? Body.of(objectField(record, "responseElements")) : null,
    extra: bodies ? Body.of(objectField(record, "additionalEventData")) : null,
    global: isGlobalService(service, region),
  });
}

function errorOf(record: JsonObject): string | null {
  const code = stringField(record, "errorCode");
  if (code !== null || !isSignIn(field(record, "eventSource"))) return code;
  return signInError(objectField(record, "responseElements"));
}

export function isSignIn(service: Json | undefined): boolean {
  return service === "signin.amazonaws.com";
}

/** A sign-in that failed has no `errorCode`: `responseElements` says "Failure", and `errorMessage` why. */
export function signInError(response: JsonObject | null): string | null {
  return response !== null && Object.values(response).includes("Failure") ? "Failure" : null;
}

function accountOf(record: JsonObject, identity: JsonObject | null, key: KeyFacts): string | null {
  for (const value of [field(record, "recipientAccountId"), key.accountId, field(identity, "accountId")]) {
    if (typeof value === "string" && value !== "") return value;
    if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  }
  return null;
}
