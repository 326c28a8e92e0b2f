/** Why objects are rejected, in classes that a finding can be raised for, and what a finding says of them. */

import { hashId } from "../core/hash.ts";
import type { Rejections } from "../../durable-objects/rejection-tables.ts";
import type { Source } from "../store/sources.ts";
import type { Told } from "./operations.ts";

/** "gave-up AccessDenied": the code is AWS's, or "" where the error was another. */
export function causeOfGivingUp(reason: string | null): string {
  const code = /^([A-Z][A-Za-z0-9]{2,40}): /.exec(reason ?? "")?.[1];
  return code === undefined ? "gave-up" : `gave-up ${code}`;
}

const CAUSES: Readonly<Record<string, readonly [what: string, advice: string]>> = {
  unreadable: [
    "are not what their names say",
    "They are cut off, not gzip, or hold no record of their kind; what came before the fault was read. Look at who wrote them: AWS does not write such files.",
  ],
  gone: [
    "were deleted before they were read",
    "Look for a lifecycle rule that expires logs within days, and for DeleteObject calls on the bucket.",
  ],
  replaced: [
    "were replaced after they were listed",
    "AWS writes a log object once; the new version has a row of its own. Look for PutObject calls on the bucket.",
  ],
  unaddressable: ["have keys that cannot be asked for", "AWS writes no such keys: look at who wrote them."],
  "gave-up AccessDenied": [
    "may not be read",
    "Check that the role has s3:GetObject on the bucket's objects and kms:Decrypt on the key that encrypts them.",
  ],
};
const GAVE_UP = ["could not be read in ten attempts", "The reason is the last attempt's."] as const;

export function rejectionTold(source: Source, accountId: string, ledger: string, batch: Rejections): Told {
  const [what, advice] = CAUSES[batch.cause] ?? GAVE_UP;
  const { objects, keys, firstMs, lastMs, cause, reason } = batch;
  const eventId = hashId("rejections", ledger, String(batch.id));
  return {
    type: "Watchpost:Operations/ObjectRejected",
    place: {
      sourceId: source.id,
      bucket: source.bucket,
      base: "",
      accountId: ownerOf(source) ?? accountId,
      region: source.region,
    },
    count: objects,
    firstMs,
    match: {
      timeMs: lastMs,
      eventId,
      subject: [cause],
      title: `Log objects in the bucket "${source.bucket}" ${what}.`,
      description: `Objects of account ${accountId} ${what}: "${keys[0]}", for one (${reason}). What they tell is not known. ${advice} GET /v1/sources/${source.id}/objects?state=rejected lists them; POST /v1/sources/${source.id}/objects/retry reads them again.`,
      additionalInfo: { cause, reason, accountId, objects, keys: [...keys] },
    },
  };
}

/** One finding for a source, not one for each of its accounts: the role's account holds the bucket, as a rule. */
function ownerOf({ roleArn, accountId }: Source): string | null {
  return roleArn?.split(":")[4] ?? accountId;
}
