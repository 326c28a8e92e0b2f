/** What a caller may do: users everything, sessions of a role what the role is granted. */

import type { Caller } from "../caller.ts";
import type { Context } from "../env.ts";
import { s3Error } from "./answer.ts";

export type S3Action =
  | "s3:ListAllMyBuckets"
  | "s3:CreateBucket"
  | "s3:DeleteBucket"
  | "s3:ListBucket"
  | "s3:GetBucketLocation"
  | "s3:GetObject"
  | "s3:PutObject"
  | "s3:DeleteObject";

export interface S3Deed {
  readonly action: S3Action;
  readonly bucket?: string;
  /** The object's key; of ListBucket the prefix that is asked for. */
  readonly key?: string;
}

/** AWS's AccessDenied, or null where the deed is allowed. */
export function denied(context: Context, caller: Caller, deed: S3Deed): Response | null {
  if (caller.kind === "user" || granted(caller, deed)) return null;
  const path = deed.action === "s3:ListBucket" || deed.key === undefined ? "" : `/${deed.key}`;
  const resource = `arn:aws:s3:::${deed.bucket ?? "*"}${path}`;
  const why = `no identity-based policy allows the ${deed.action} action`;
  const message = `User: ${caller.arn} is not authorized to perform: ${deed.action} on resource: "${resource}" because ${why}`;
  return s3Error(context, "AccessDenied", { message });
}

function granted(caller: Caller & { kind: "session" }, deed: S3Deed): boolean {
  return caller.role.allow.some((grant) => {
    if (grant.bucket !== deed.bucket) return false;
    switch (deed.action) {
      case "s3:GetBucketLocation":
        return true;
      case "s3:ListBucket":
      case "s3:GetObject":
        return (deed.key ?? "").startsWith(grant.prefix ?? "");
      case "s3:PutObject":
      case "s3:DeleteObject":
        return grant.write === true && (deed.key ?? "").startsWith(grant.prefix ?? "");
      default:
        return false;
    }
  });
}
