/** A bucket ACL, as headers or body of PutBucketAcl and CreateBucket → what it gives to the public. */

import { field, isObject, type Json, type JsonObject, objectField, stringField } from "../../json.ts";
import { type Access, addGrant, type Audience, type Exposure, NO_EXPOSURE } from "./exposure.ts";
import { textsOf } from "./values.ts";

const READ: Access = { read: true, write: false };
const WRITE: Access = { read: false, write: true };
const BOTH: Access = { read: true, write: true };

/** Source: S3 User Guide, "Access control list (ACL) overview": canned ACLs, permissions, predefined groups. */
const CANNED: ReadonlyMap<string, readonly [Audience, Access]> = new Map([
  ["public-read", ["anyone", READ]],
  ["public-read-write", ["anyone", BOTH]],
  ["authenticated-read", ["authenticated", READ]],
]);

const PERMISSIONS: ReadonlyMap<string, Access> = new Map([
  ["READ", READ],
  ["READ_ACP", READ],
  ["WRITE", WRITE],
  ["WRITE_ACP", WRITE],
  ["FULL_CONTROL", BOTH],
]);

const GRANT_HEADERS: ReadonlyMap<string, Access> = new Map([
  ["x-amz-grant-read", READ],
  ["x-amz-grant-read-acp", READ],
  ["x-amz-grant-write", WRITE],
  ["x-amz-grant-write-acp", WRITE],
  ["x-amz-grant-full-control", BOTH],
]);

/** LogDelivery, the third group, is a service. */
const ALL_USERS = /\/groups\/global\/AllUsers"?$/;
const AUTHENTICATED_USERS = /\/groups\/global\/AuthenticatedUsers"?$/;

/** `request` is `requestParameters`. Header values are texts or lists of texts; an ACL has no Deny. */
export function evaluateAcl(request: JsonObject | null): Exposure {
  let exposure = NO_EXPOSURE;
  for (const name of textsOf(field(request, "x-amz-acl"))) {
    const canned = CANNED.get(name.trim().toLowerCase());
    if (canned) exposure = addGrant(exposure, ...canned);
  }
  for (const [header, access] of GRANT_HEADERS) {
    for (const grantee of textsOf(field(request, header)).flatMap((text) => text.split(","))) {
      exposure = addGrant(exposure, groupAudience(grantee.trim()), access);
    }
  }
  for (const grant of bodyGrants(request)) {
    const access = PERMISSIONS.get(stringField(grant, "Permission") ?? "");
    const uri = stringField(objectField(grant, "Grantee"), "URI");
    if (access && uri) exposure = addGrant(exposure, groupAudience(uri), access);
  }
  return exposure;
}

/** A URI, or `uri="…"` as headers write it. */
function groupAudience(grantee: string): Audience {
  if (ALL_USERS.test(grantee)) return "anyone";
  return AUTHENTICATED_USERS.test(grantee) ? "authenticated" : "fixed";
}

/** One grant is an object, several are a list. */
function bodyGrants(request: JsonObject | null): readonly JsonObject[] {
  const list = objectField(objectField(request, "AccessControlPolicy"), "AccessControlList");
  const grant = field(list, "Grant");
  const grants: readonly (Json | undefined)[] = Array.isArray(grant) ? grant : [grant];
  return grants.filter(isObject);
}
