/** Condition keys that say who is calling. All others (transport, referer, ACL, tags) let anyone in. */

import { hasVariable, hasWildcard } from "./glob.ts";

/**
 * A fixed value of one of these names the callers. Sources: S3 User Guide, The meaning of "public"; IAM User Guide,
 * "AWS global condition context keys", for the keys that are younger than that list.
 */
const NAMING: ReadonlySet<string> = new Set([
  "aws:sourceip",
  "aws:sourcearn",
  "aws:sourcevpc",
  "aws:sourcevpcarn",
  "aws:sourcevpce",
  "aws:sourceowner",
  "aws:sourceaccount",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:vpceaccount",
  "aws:vpceorgid",
  "aws:vpceorgpaths",
  "aws:principalarn",
  "aws:principalaccount",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:principalservicename",
  "aws:principalservicenameslist",
  "aws:userid",
  "ec2:sourceinstancearn",
  "lambda:sourcefunctionarn",
  "s3:dataaccesspointarn",
  "s3:dataaccesspointaccount",
  "s3:x-amz-server-side-encryption-aws-kms-key-id",
]);

/** Absent from anonymous requests: a condition that needs one of these needs AWS credentials. */
const CREDENTIALED: ReadonlySet<string> = new Set([
  "aws:principalarn",
  "aws:principalaccount",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:principalisawsservice",
  "aws:principalservicename",
  "aws:principalservicenameslist",
  "aws:assumedroot",
  "aws:calledvia",
  "aws:calledviafirst",
  "aws:calledvialast",
  "aws:federatedprovider",
  "aws:multifactorauthage",
  "aws:multifactorauthpresent",
  "aws:sourceidentity",
  "aws:tokenissuetime",
  "aws:username",
  "aws:viaawsservice",
  "ec2:sourceinstancearn",
  "lambda:sourcefunctionarn",
  "s3:authtype",
  "s3:signatureage",
  "s3:signatureversion",
]);

/** In every request, anonymous ones too: "IfExists" changes nothing. */
const ALWAYS_PRESENT: ReadonlySet<string> = new Set(["aws:userid", "aws:principaltype"]);

/** `key` in lower case, as for all functions here. */
export function namesCallers(key: string): boolean {
  return NAMING.has(key);
}

export function needsCredentials(key: string): boolean {
  return CREDENTIALED.has(key) || key.startsWith("aws:principaltag/") || key.startsWith("saml:");
}

export function isAlwaysPresent(key: string): boolean {
  return ALWAYS_PRESENT.has(key);
}

/**
 * Whether a value names certain callers. `wild`: the operator reads wildcards. A wildcard within a fixed account,
 * organisation or role id still names only theirs.
 */
export function isFixedValue(key: string, value: string, wild: boolean): boolean {
  if (hasVariable(value)) return false;
  if (key === "aws:userid" && value.toLowerCase() === "anonymous") return false;
  if (!wild || !hasWildcard(value)) return true;
  if (key.endsWith("arn")) return /^arn:[^:]*:[^:]*:[^:]*:\d{12}:/.test(value);
  if (key.endsWith("orgpaths")) return /^o-[a-z0-9]{10,32}\//.test(value);
  return key === "aws:userid" && /^[A-Z0-9]{16,}:/.test(value);
}
