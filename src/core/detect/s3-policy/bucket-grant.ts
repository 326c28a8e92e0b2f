/** What a call that sets a bucket's policy or ACL gives to the public, and how a finding says it. */

import type { ApiCall } from "../../event.ts";
import { field, type Json, type JsonObject, stringField } from "../../json.ts";
import type { ApiName } from "../detector.ts";
import { bucketOf } from "../s3-bucket.ts";
import { evaluateAcl } from "./acl.ts";
import type { Access, Exposure } from "./exposure.ts";
import { evaluatePolicy } from "./policy.ts";

export const GRANTING_APIS = ["s3:PutBucketPolicy", "s3:PutBucketAcl", "s3:CreateBucket"] as const satisfies ApiName[];

export type BucketGrant = { readonly bucket: string; readonly by: "policy" | "ACL"; readonly exposure: Exposure };

/** Null where the call failed, names no bucket, or holds a policy that cannot be read. */
export function bucketGrantOf(call: ApiCall): BucketGrant | null {
  const bucket = bucketOf(call);
  if (call.error !== null || bucket === null) return null;
  if (call.api !== "PutBucketPolicy") return { bucket, by: "ACL", exposure: evaluateAcl(call.request) };
  const exposure = evaluatePolicy(policyIn(call.request), bucket);
  return exposure.ok ? { bucket, by: "policy", exposure: exposure.value } : null;
}

/** `bucketPolicy` holds it; `policy` is the empty query parameter, or the text in older records. */
function policyIn(request: JsonObject | null): Json | undefined {
  return field(request, "bucketPolicy") ?? stringField(request, "policy") ?? undefined;
}

/** GuardDuty's `publicAccess`, of the part that the call shows. */
export function publicAccessOf({ by, exposure }: BucketGrant): JsonObject {
  const { anonymous, authenticated, denies } = exposure;
  const permissions = {
    allowsPublicReadAccess: anonymous.read || authenticated.read,
    allowsPublicWriteAccess: anonymous.write || authenticated.write,
  };
  const key = by === "policy" ? "bucketPolicy" : "accessControlList";
  return {
    effectivePermission: denies ? "UNKNOWN" : "PUBLIC",
    permissionConfiguration: { bucketLevelPermissions: { [key]: permissions } },
  };
}

/** "read and write": what can be done. */
export function verbsOf(access: Access): string {
  if (access.read && access.write) return "read and write";
  return access.read ? "read" : "write";
}

/** A sentence for a policy with an explicit Deny, else "". */
export function denyNote({ exposure }: BucketGrant): string {
  return exposure.denies ? " The policy also denies some access, so the effect may be smaller." : "";
}
