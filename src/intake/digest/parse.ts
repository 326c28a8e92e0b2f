/** A CloudTrail digest file's text → a checked Digest. Source: CloudTrail User Guide, "CloudTrail digest file structure". */

import { z } from "zod";
import { DIGEST_BYTES_MAX, DIGEST_FILES_MAX } from "../../core/limits.ts";
import { msFromIso } from "../../core/net/time.ts";
import { err, ok, type Result } from "../../core/result.ts";

const hex = z
  .string()
  .max(4_096)
  .regex(/^(?:[0-9a-f]{2})+$/i, "not hexadecimal");
const sha256 = z.string().regex(/^[0-9a-f]{64}$/i, "not a SHA-256 in hexadecimal");
const name = z.string().min(1).max(1_024);
const time = z
  .string()
  .max(40)
  .refine((text) => msFromIso(text) !== null, "not a time");
/** Older and backfill digests leave fields out where others write null. */
const orNull = <T extends z.ZodType>(type: T) => type.nullish().transform((value) => value ?? null);

const logFileSchema = z.object({
  s3Bucket: name,
  s3Object: name,
  /** Of the uncompressed log file. */
  hashValue: sha256,
  hashAlgorithm: z.literal("SHA-256"),
  newestEventTime: orNull(time),
  oldestEventTime: orNull(time),
});

const digestSchema = z.object({
  awsAccountId: z.string().regex(/^\d{12}$/, "not an account id"),
  digestStartTime: time,
  /** Kept as written: the text is part of what is signed. */
  digestEndTime: time,
  digestS3Bucket: name,
  digestS3Object: name,
  digestPublicKeyFingerprint: hex,
  digestSignatureAlgorithm: z.string().max(64),
  newestEventTime: orNull(time),
  oldestEventTime: orNull(time),
  /** The five `previous…` fields are null together in a starting digest. */
  previousDigestS3Bucket: orNull(name),
  previousDigestS3Object: orNull(name),
  /** Of the uncompressed previous digest. */
  previousDigestHashValue: orNull(sha256),
  previousDigestHashAlgorithm: orNull(z.literal("SHA-256")),
  previousDigestSignature: orNull(hex),
  logFiles: z.array(logFileSchema).max(DIGEST_FILES_MAX),
});

export type DigestLogFile = Readonly<z.infer<typeof logFileSchema>>;
export type Digest = Readonly<Omit<z.infer<typeof digestSchema>, "logFiles">> & {
  readonly logFiles: readonly DigestLogFile[];
  /** The span of delivery times that the digest covers, ms. */
  readonly startMs: number;
  readonly endMs: number;
};

/** `text`: the uncompressed file. The error names the first field that is wrong. */
export function parseDigest(text: string): Result<Digest> {
  if (text.length > DIGEST_BYTES_MAX) return err(`the digest is longer than ${DIGEST_BYTES_MAX} characters`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return err("the digest is not JSON");
  }
  const parsed = digestSchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return err(`${issue?.path.join(".") || "digest"}: ${issue?.message ?? "unknown shape"}`.slice(0, 200));
  }
  const startMs = msFromIso(parsed.data.digestStartTime) ?? 0;
  const endMs = msFromIso(parsed.data.digestEndTime) ?? 0;
  return startMs <= endMs ? ok({ ...parsed.data, startMs, endMs }) : err("the digest ends before it starts");
}
