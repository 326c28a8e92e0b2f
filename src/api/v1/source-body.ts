/** Bodies of `POST /v1/sources` and of what is done to a source. */

import { z } from "zod";
import { BACKFILL_DAYS_MAX } from "../../core/limits.ts";
import { SOURCE_KINDS } from "../../store/sources.ts";
import { accountIdText, isoTime, regionText } from "../checked.ts";

/** S3's rules for general purpose buckets. Source: Amazon S3 User Guide, "General purpose bucket naming rules". */
const bucket = z
  .string()
  .regex(/^(?!xn--|\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "not the name of an S3 bucket");

/** Leading slashes and dot segments would be keys of other objects than those that are meant. */
const prefix = z
  .string()
  .max(512, "is longer than 512 characters")
  .regex(/^[^\p{Cc}\\]*$/u, "holds control characters or backslashes")
  .regex(/^($|.*\/$)/, 'does not end in "/"')
  .refine(
    (text) =>
      text
        .split("/")
        .slice(0, -1)
        .every((part) => !["", ".", ".."].includes(part)),
    {
      message: 'starts with "/" or holds an empty or dot segment',
    },
  );

/** Source: AWS STS API Reference, AssumeRole, ExternalId and RoleArn. */
const externalId = z.string().regex(/^[\w+=,.@:/-]{16,1224}$/, "not 16 to 1,224 letters, digits and +=,.@:/-_");

const roleArn = z
  .string()
  .regex(/^arn:(aws|aws-cn|aws-us-gov):iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/, "not the ARN of an IAM role");

export const sourceBody = z
  .strictObject({
    bucket,
    region: regionText,
    prefix: prefix.default(""),
    /** Default: every kind found under the prefix. */
    kind: z
      .enum(SOURCE_KINDS, `not one of ${SOURCE_KINDS.join(", ")}`)
      .nullable()
      .default(null),
    accountId: accountIdText.nullable().default(null),
    /** Without a role, our own identity reads the bucket. */
    roleArn: roleArn.nullable().default(null),
    /** Default with a role: one is made, and the source waits until the role asks for it. */
    externalId: externalId.nullable().default(null),
    /** Default: SOURCE_SINCE_DAYS_DEFAULT ago. */
    since: isoTime.optional(),
    enabled: z.boolean().default(true),
  })
  .refine(({ roleArn, externalId }) => roleArn !== null || externalId === null, {
    path: ["externalId"],
    message: "belongs to a role (sts:ExternalId in the role's trust policy), and no role is named",
  });

export const backfillBody = z.strictObject({
  days: z.int("not a whole number").min(1, "is below 1").max(BACKFILL_DAYS_MAX, `is above ${BACKFILL_DAYS_MAX}`),
});

/** As S3 bounds a key. */
const key = z.string().min(1, "is empty").max(1_024, "is longer than 1,024 characters");
const KEYS_MAX = 500;

export const retryBody = z.union(
  [
    z.strictObject({ keys: z.array(key).min(1).max(KEYS_MAX) }),
    z.strictObject({ state: z.literal("rejected"), cursor: z.string().max(64).optional() }),
  ],
  `neither {"keys":[…]} (at most ${KEYS_MAX}) nor {"state":"rejected"}`,
);
export type RetryBody = z.infer<typeof retryBody>;
