/** Contract 1: what a log record says, in one shape for each kind, whatever file it came in. */

import type { CallerFacts } from "./enrich/facts.ts";
import type { DnsQuery } from "./event-dns.ts";
import type { Flow } from "./event-flow.ts";
import type { JsonObject } from "./json.ts";

export type EventKind = "api-call" | "flow" | "dns-query";

/** `userIdentity.type` of CloudTrail; `None` where the record has no identity at all. */
export const IDENTITY_TYPES = [
  "IAMUser",
  "AssumedRole",
  "Root",
  "FederatedUser",
  "AWSAccount",
  "AWSService",
  "IdentityCenterUser",
  "SAMLUser",
  "WebIdentityUser",
  "Directory",
  "Role",
  "Unknown",
  "None",
] as const;
export type IdentityType = (typeof IDENTITY_TYPES)[number];

/** What runs with a role of its own: an instance, a function, a task. */
export const CREDENTIAL_HOLDERS = ["ec2", "lambda", "ecs"] as const;
export type CredentialHolder = (typeof CREDENTIAL_HOLDERS)[number];

export type Identity = {
  readonly type: IdentityType;
  /** Names the profile: the role for an assumed role, never the session; unique within the account. */
  readonly principal: string;
  /** What people call it: user name, role name, "Root", the service. */
  readonly userName: string;
  readonly principalId: string | null;
  readonly arn: string | null;
  /** Account of the identity, which differs from the event's for cross-account calls. */
  readonly accountId: string | null;
  readonly accessKeyId: string | null;
  /** Role session name, or null. */
  readonly sessionName: string | null;
  readonly sessionIssuerArn: string | null;
  /** `null` where the record does not say. */
  readonly mfaAuthenticated: boolean | null;
  /** AWS service on whose request the call was made. */
  readonly invokedBy: string | null;
  /** The AWS resource that the session's credentials were made for; null where the record does not tell one. */
  readonly issuedTo: CredentialHolder | null;
  /** The session came from sts:AssumeRoot (`sessionContext.assumedRoot`). */
  readonly assumedRoot: boolean;
};

/** One CloudTrail management event. */
export type ApiCall = {
  readonly kind: "api-call";
  /** `eventID`, or a hash of the record where it has none. */
  readonly id: string;
  /** Milliseconds since the epoch, event time. */
  readonly timeMs: number;
  /** `recipientAccountId`: the account whose trail this is. */
  readonly accountId: string;
  readonly region: string;
  /** Event source as logged: "iam.amazonaws.com". */
  readonly service: string;
  /** Event name as logged: "CreateFunction20150331". */
  readonly api: string;
  /** AwsApiCall, AwsServiceEvent, AwsConsoleSignIn, AwsConsoleAction … */
  readonly eventType: string;
  readonly readOnly: boolean | null;
  /** `errorCode`; null when the call succeeded. */
  readonly error: string | null;
  readonly identity: Identity;
  /** The caller's address, or null where the record names a service or nothing usable. */
  readonly sourceIp: string | null;
  /** The caller where it is not an address: "cloudformation.amazonaws.com", "AWS Internal". */
  readonly sourceDomain: string | null;
  readonly userAgent: string | null;
  readonly vpcEndpointId: string | null;
  /** Owner of that endpoint, as AWS knows it; null in older records, which do not say. */
  readonly vpcEndpointAccountId: string | null;
  /** `requestParameters`, kept only as far as the profile objects; never stored. */
  readonly request: JsonObject | null;
  readonly response: JsonObject | null;
  /** `additionalEventData`. */
  readonly extra: JsonObject | null;
  /** Of a service that logs in one Region for all (IAM, STS …): counts in every enabled Region. */
  readonly global: boolean;
  /** What tables and lists say of the caller; null where nothing is known. */
  readonly caller: CallerFacts | null;
};

export type Event = ApiCall | Flow | DnsQuery;
