/** What of an API call is learned: the features of GuardDuty's anomaly model, and what else tells one habit from another. */

import { callName } from "../calls/of-call.ts";
import { userAgentClass } from "../enrich/user-agent.ts";
import type { ApiCall } from "../event.ts";
import { stringField } from "../json.ts";
import { FEATURE_VALUE_CHARS_MAX, REMEMBERED_NAMES_MAX } from "../limits.ts";
import { remember, rememberName } from "../remember.ts";
import { partnerOf } from "./affiliates.ts";
import { networkOf } from "./network.ts";
import { peerGroupOf } from "./peer-group.ts";

/**
 * `serviceRegion`: "ec2@eu-west-1". Kept by accounts alone: `peer`, `peerApi`, of the principal's peer group; `partner`, the
 * other account whose identity made the call.
 */
export const FEATURES = [
  "api",
  "service",
  "region",
  "serviceRegion",
  "asn",
  "country",
  "city",
  "network",
  "userAgent",
  "error",
  "instanceType",
  "userType",
  "userName",
  "peer",
  "peerApi",
  "partner",
] as const;
export type Feature = (typeof FEATURES)[number];

/** Whose profile: a principal's own, or the whole account's. */
export type Level = "principal" | "account";

export const FEATURE_INDEX = Object.fromEntries(FEATURES.map((name, at) => [name, at])) as Record<Feature, number>;

/** Features that say nothing about a principal, because all its calls share them. */
const ACCOUNT_ONLY: ReadonlySet<Feature> = new Set(["userType", "userName", "peer", "peerApi", "partner"]);
const PRINCIPAL_FEATURES = FEATURES.filter((feature) => !ACCOUNT_ONLY.has(feature)).length;

/** FEATURES is ordered so that those of a principal come first. */
export function featuresOfLevel(level: Level): number {
  return level === "principal" ? PRINCIPAL_FEATURES : FEATURES.length;
}

/**
 * The value of each feature in a call, in the order of FEATURES; null where the call does not say: nothing is known of
 * an address that no table holds, and a call of a global service is made in no Region. Of a call that failed, what its
 * service, Region and country say is enough: the room for failures is small.
 */
export function featuresOf(call: ApiCall, level: Level): readonly (string | null)[] {
  const { caller, identity } = call;
  const api = callName(call);
  const service = shortService(api);
  const asn = caller?.asn ?? null;
  const failed = call.error !== null;
  const values: (string | null)[] = [
    cut(api),
    cut(service),
    call.global ? null : cut(call.region),
    call.global || failed ? null : serviceRegion(service, call.region),
    asn === null ? null : asnText(asn, caller?.asnOrg ?? ""),
    caller?.country ?? null,
    caller?.city == null || failed ? null : cut(`${caller.country ?? ""}/${caller.city}`),
    call.vpcEndpointId === null ? networkText(call.sourceIp) : cut(call.vpcEndpointId),
    userAgentClass(call.userAgent),
    cut(call.error ?? "success"),
    instanceTypeOf(call),
  ];
  if (level === "principal") return values;
  const partner = partnerOf(call);
  const peer = cut(peerGroupOf(identity.type, identity.userName));
  values.push(identity.type, cut(identity.userName), peer, peerApi(peer, api), partner === null ? null : cut(partner));
  return values;
}

function networkText(ip: string | null): string | null {
  return ip === null ? null : networkOf(ip);
}

/** The calls whose request names an instance type. */
export const INSTANCE_TYPE_APIS: ReadonlySet<string> = new Set(["ec2:RunInstances"]);

/** Sizes and families are told apart by AWS's own name: "p4d.24xlarge". */
function instanceTypeOf(call: ApiCall): string | null {
  if (call.request === null || call.api !== "RunInstances") return null;
  const type = stringField(call.request, "instanceType");
  return type === null ? null : cut(type);
}

const shortService = rememberName((api) => api.slice(0, api.indexOf(":")), REMEMBERED_NAMES_MAX);
const serviceRegion = remember((service, region) => cut(`${service}@${region}`), REMEMBERED_NAMES_MAX);
const peerApi = remember((peer, api) => cut(`${peer} ${api}`), REMEMBERED_NAMES_MAX);

/** "16509 AMAZON-02": the number tells, the name is for people. */
function asnText(asn: number, organisation: string): string {
  return asnName(String(asn), organisation);
}
const asnName = remember((asn, organisation) => cut(`${asn} ${organisation}`.trimEnd()), REMEMBERED_NAMES_MAX);

function cut(value: string): string {
  return value.length > FEATURE_VALUE_CHARS_MAX ? value.slice(0, FEATURE_VALUE_CHARS_MAX) : value;
}
