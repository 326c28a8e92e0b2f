/** What exists in the local AWS: one account with its users, roles and buckets. */

import { z } from "zod";
import { ec2Place } from "./ec2/state.ts";
import { STS_DURATION_SECONDS_MAX } from "./limits.ts";

const region = z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/);

/** S3's naming rules for general purpose buckets; "_" is in none, so that reserved names can't collide. */
export const bucketName = z.string().regex(/^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/);

const user = z.strictObject({
  name: z.string().regex(/^[\w+=,.@-]{1,64}$/),
  accessKeyId: z.string().regex(/^\w{3,128}$/),
  secretAccessKey: z.string().min(1),
});

const grant = z.strictObject({
  bucket: bucketName,
  /** Only keys that start with this. Absent: the whole bucket. */
  prefix: z.string().optional(),
  /** Whether PutObject and DeleteObject are allowed too. Roles of log readers have no use for them. */
  write: z.boolean().optional(),
});

const role = z.strictObject({
  arn: z.string().regex(/^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/),
  /** AssumeRole must name this very value. Absent: none is asked for. */
  externalId: z.string().min(2).max(1224).optional(),
  allow: z.array(grant),
  /** Whether cloudtrail:ListPublicKeys is allowed. */
  listPublicKeys: z.boolean().optional(),
  /** Whether ec2:DescribeInstances and ec2:DescribeNetworkInterfaces are allowed. */
  describeEc2: z.boolean().optional(),
  /** Sessions last this long whatever is asked, so that a test can watch one end. */
  sessionSeconds: z.int().min(1).max(STS_DURATION_SECONDS_MAX).optional(),
});

/** A key with which tests sign digests as CloudTrail does. */
const publicKey = z.strictObject({
  region,
  fingerprint: z.string().regex(/^[0-9a-f]{32}$/),
  /** DER, PKCS #1. */
  value: z.base64(),
  validFrom: z.iso.datetime().optional(),
  validTo: z.iso.datetime().optional(),
});

const config = z.strictObject({
  accountId: z.string().regex(/^\d{12}$/),
  region,
  users: z.array(user),
  roles: z.array(role),
  buckets: z.array(z.strictObject({ name: bucketName, region })),
  publicKeys: z.array(publicKey).optional(),
  /** Each account and Region once. */
  ec2: z.array(ec2Place).optional(),
});

/** As written by people: the input of `parseLocalAwsConfig`. */
export type LocalAwsConfig = z.input<typeof config>;
export type Config = z.output<typeof config>;
export type Role = Config["roles"][number];

/** Throws with every flaw named when `value` (an object, or its JSON) isn't a configuration. */
export function parseLocalAwsConfig(value: unknown): Config {
  const parsed = config.safeParse(typeof value === "string" ? JSON.parse(value) : value);
  if (!parsed.success) throw new Error(`AWS_CONFIG: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
