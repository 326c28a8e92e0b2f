import { expect, test } from "vitest";
import {
  bucketGrantOf,
  denyNote,
  GRANTING_APIS,
  publicAccessOf,
  verbsOf,
} from "../../../../src/core/detect/s3-policy/bucket-grant.ts";
import type { JsonObject } from "../../../../src/core/json.ts";
import { apiCall } from "../api-call.ts";
import { allow } from "./judged.ts";

const grantOf = (api: string, request: JsonObject, error: string | null = null) =>
  bucketGrantOf(apiCall({ service: "s3.amazonaws.com", api, request, error }));
const POLICY = { Statement: [allow({ Action: "s3:PutObject" }), { Effect: "Deny" }] };

test("prefers the policy to the query parameter of that name", () => {
  const grant = grantOf("PutBucketPolicy", { bucketName: "site", policy: "", bucketPolicy: POLICY });
  expect(grant).toMatchObject({ bucket: "site", by: "policy", exposure: { anonymous: { read: false, write: true } } });
  const text = grantOf("PutBucketPolicy", { bucketName: "site", policy: JSON.stringify(POLICY) });
  expect(text).toEqual(grant);
});

test("says UNKNOWN where a Deny stands beside the grant", () => {
  const grant = grantOf("PutBucketPolicy", { bucketName: "site", bucketPolicy: POLICY });
  if (grant === null) throw new Error("no grant");
  expect(publicAccessOf(grant)).toEqual({
    effectivePermission: "UNKNOWN",
    permissionConfiguration: {
      bucketLevelPermissions: { bucketPolicy: { allowsPublicReadAccess: false, allowsPublicWriteAccess: true } },
    },
  });
  expect(denyNote(grant)).toContain("denies");
});

test("is null for a failed call, no bucket, and a policy that cannot be read", () => {
  expect(grantOf("PutBucketPolicy", { bucketName: "site", bucketPolicy: POLICY }, "AccessDenied")).toBeNull();
  expect(grantOf("PutBucketPolicy", { bucketPolicy: POLICY })).toBeNull();
  expect(grantOf("PutBucketPolicy", { bucketName: "x".repeat(300), bucketPolicy: POLICY })).toBeNull();
  expect(grantOf("PutBucketPolicy", { bucketName: "site", bucketPolicy: ["x"] })).toBeNull();
});

test("names what can be done, and the calls that grant", () => {
  expect(verbsOf({ read: true, write: true })).toBe("read and write");
  expect(verbsOf({ read: true, write: false })).toBe("read");
  expect(verbsOf({ read: false, write: true })).toBe("write");
  expect(GRANTING_APIS).toEqual(["s3:PutBucketPolicy", "s3:PutBucketAcl", "s3:CreateBucket"]);
});
