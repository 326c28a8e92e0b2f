/** Goal: every way in which a call can carry an ACL is read. Method: a table of `requestParameters`. */

import { expect, test } from "vitest";
import { evaluateAcl } from "../../../../src/core/detect/s3-policy/acl.ts";
import type { Json, JsonObject } from "../../../../src/core/json.ts";
import { exposureText } from "./exposure-text.ts";

const group = (name: string): string => `http://acs.amazonaws.com/groups/${name}`;
const grant = (URI: string, Permission: string): JsonObject => ({
  Grantee: { "xsi:type": "Group", URI, "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance" },
  Permission,
});
const OWNER = { Grantee: { "xsi:type": "CanonicalUser", ID: "79a59df9" }, Permission: "FULL_CONTROL" };
const body = (Grant: Json | undefined): JsonObject => ({
  bucketName: "site",
  acl: [""],
  AccessControlPolicy: { AccessControlList: { Grant }, Owner: { ID: "79a59df9" } },
});
const ALL = group("global/AllUsers");
const AUTHENTICATED = group("global/AuthenticatedUsers");

test.each<[claim: string, request: JsonObject | null, expected: string]>([
  ["canned public-read", { "x-amz-acl": "public-read" }, "anyone read"],
  ["canned in a list", { "x-amz-acl": ["public-read-write"] }, "anyone read+write"],
  ["canned authenticated-read", { "x-amz-acl": ["authenticated-read"] }, "accounts read"],
  ["canned private", { "x-amz-acl": ["private"] }, "none"],
  ["canned log-delivery-write", { "x-amz-acl": "log-delivery-write" }, "none"],
  ["canned aws-exec-read", { "x-amz-acl": "aws-exec-read" }, "none"],
  ["canned of the wrong type", { "x-amz-acl": { acl: "public-read" } }, "none"],
  ["a header that grants", { "x-amz-grant-read": `uri="${ALL}"` }, "anyone read"],
  [
    "a header with several grantees",
    { "x-amz-grant-write": [`id="79a59df9", uri="${AUTHENTICATED}"`] },
    "accounts write",
  ],
  ["a header for full control", { "x-amz-grant-full-control": `uri="${ALL}"` }, "anyone read+write"],
  ["a header for the ACL itself", { "x-amz-grant-write-acp": `uri="${ALL}"` }, "anyone write"],
  ["a header for the owner", { "x-amz-grant-full-control": 'id="79a59df9"' }, "none"],
  ["one grant", body(grant(ALL, "READ")), "anyone read"],
  [
    "a list of grants",
    body([OWNER, grant(ALL, "READ_ACP"), grant(AUTHENTICATED, "WRITE")]),
    "anyone read, accounts write",
  ],
  ["full control", body([grant(ALL, "FULL_CONTROL")]), "anyone read+write"],
  ["the ACL itself", body([grant(AUTHENTICATED, "WRITE_ACP")]), "accounts write"],
  ["a URI over TLS", body([grant(ALL.replace("http:", "https:"), "READ")]), "anyone read"],
  ["the log delivery group", body([grant(group("s3/LogDelivery"), "WRITE")]), "none"],
  ["the owner alone", body([OWNER]), "none"],
  ["a permission that is none", body([grant(ALL, "PEEK")]), "none"],
  ["a permission named like an inherited field", body([grant(ALL, "constructor")]), "none"],
  ["grants of the wrong type", body(["x", null, 3, [], { Grantee: "x", Permission: {} }]), "none"],
  ["no grants", body(undefined), "none"],
  ["no parameters", null, "none"],
])("%s", (_claim, request, expected) => expect(exposureText(evaluateAcl(request))).toBe(expected));
