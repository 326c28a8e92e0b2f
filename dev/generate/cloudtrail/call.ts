/** A call as the actors tell it, and the CloudTrail record that AWS would write of it. */

import { accessOf } from "../../../src/core/api-map/access.ts";
import { isoSecond } from "../clock.ts";
import type { Random } from "../random.ts";

export type Call = {
  readonly timeMs: number;
  /** The account whose trail this is. */
  readonly accountId: string;
  readonly region: string;
  /** "iam:CreateUser" */
  readonly api: string;
  readonly identity: object;
  readonly ip: string;
  readonly agent: string;
  readonly request?: object | null;
  readonly response?: object | null;
  readonly error?: string;
  readonly errorMessage?: string;
  readonly eventType?: string;
  readonly extra?: object;
  /** Ties the records of one deed in two accounts. */
  readonly sharedId?: string;
  readonly resources?: readonly object[];
  /** Further fields of the record: the VPC endpoint. */
  readonly more?: object;
};

export type Emit = (call: Call) => void;

/** Logged in us-east-1 wherever the caller is. Source: CloudTrail User Guide, global service events. */
const GLOBAL = new Set([
  "iam",
  "organizations",
  "cloudfront",
  "route53",
  "route53domains",
  "account",
  "ce",
  "support",
  "signin",
]);

export function regionOf(api: string, region: string): string {
  return GLOBAL.has(api.slice(0, api.indexOf(":"))) ? "us-east-1" : region;
}

export function recordOf(call: Call, random: Random): object {
  const [service = "", name = ""] = call.api.split(":");
  const failed = call.error !== undefined;
  return {
    eventVersion: "1.11",
    userIdentity: call.identity,
    eventTime: isoSecond(call.timeMs),
    eventSource: `${service}.amazonaws.com`,
    eventName: name,
    awsRegion: regionOf(call.api, call.region),
    sourceIPAddress: call.ip,
    userAgent: call.agent,
    ...(failed
      ? { errorCode: call.error, errorMessage: call.errorMessage ?? `not authorized to perform: ${call.api}` }
      : {}),
    requestParameters: call.request ?? null,
    responseElements: failed ? null : (call.response ?? null),
    ...(call.extra === undefined ? {} : { additionalEventData: call.extra }),
    requestID: random.uuid(),
    eventID: random.uuid(),
    readOnly: accessOf(name) === "read",
    ...(call.resources === undefined ? {} : { resources: call.resources }),
    eventType: call.eventType ?? "AwsApiCall",
    managementEvent: true,
    recipientAccountId: call.accountId,
    ...(call.sharedId === undefined ? {} : { sharedEventID: call.sharedId }),
    ...call.more,
    eventCategory: "Management",
    ...(call.ip.endsWith(".amazonaws.com")
      ? {}
      : {
          tlsDetails: {
            tlsVersion: "TLSv1.3",
            cipherSuite: "TLS_AES_128_GCM_SHA256",
            clientProvidedHostHeader: `${service}.${call.region}.amazonaws.com`,
          },
        }),
  };
}

/** The user, or the role and never its session, as the core names principals; null for AWS's own services. */
export function principalOf({ accountId, identity }: Call): string | null {
  const { arn, invokedBy, sessionContext } = identity as {
    readonly arn?: string;
    readonly invokedBy?: string;
    readonly sessionContext?: { readonly sessionIssuer?: { readonly arn?: string } };
  };
  if (invokedBy !== undefined || arn === undefined) return null;
  return `${accountId} ${sessionContext?.sessionIssuer?.arn ?? arn}`;
}
