/** S3 actions of a bucket policy: which of them a statement names, and whether they read or write. */

import type { Access } from "./exposure.ts";
import { globMatches, hasWildcard } from "./glob.ts";
import type { Coverage } from "./resources.ts";

/** Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon S3". */
const OBJECT_ACTIONS = words(`
  GetObject GetObjectAcl GetObjectAttributes GetObjectLegalHold GetObjectRetention GetObjectTagging GetObjectTorrent
  GetObjectVersion GetObjectVersionAcl GetObjectVersionAttributes GetObjectVersionForReplication GetObjectVersionTagging
  GetObjectVersionTorrent ListMultipartUploadParts
  AbortMultipartUpload BypassGovernanceRetention DeleteObject DeleteObjectTagging DeleteObjectVersion
  DeleteObjectVersionTagging InitiateReplication ObjectOwnerOverrideToBucketOwner PutObject PutObjectAcl
  PutObjectLegalHold PutObjectRetention PutObjectTagging PutObjectVersionAcl PutObjectVersionTagging ReplicateDelete
  ReplicateObject ReplicateTags RestoreObject`);

const BUCKET_ACTIONS = words(`
  GetAccelerateConfiguration GetAnalyticsConfiguration GetBucketAcl GetBucketCORS GetBucketLocation GetBucketLogging
  GetBucketNotification GetBucketObjectLockConfiguration GetBucketOwnershipControls GetBucketPolicy
  GetBucketPolicyStatus GetBucketPublicAccessBlock GetBucketRequestPayment GetBucketTagging GetBucketVersioning
  GetBucketWebsite GetEncryptionConfiguration GetIntelligentTieringConfiguration GetInventoryConfiguration
  GetLifecycleConfiguration GetMetricsConfiguration GetReplicationConfiguration ListBucket ListBucketMultipartUploads
  ListBucketVersions
  DeleteBucket DeleteBucketPolicy DeleteBucketWebsite PutAccelerateConfiguration PutAnalyticsConfiguration PutBucketAcl
  PutBucketCORS PutBucketLogging PutBucketNotification PutBucketObjectLockConfiguration PutBucketOwnershipControls
  PutBucketPolicy PutBucketPublicAccessBlock PutBucketRequestPayment PutBucketTagging PutBucketVersioning
  PutBucketWebsite PutEncryptionConfiguration PutIntelligentTieringConfiguration PutInventoryConfiguration
  PutLifecycleConfiguration PutMetricsConfiguration PutReplicationConfiguration`);

function words(text: string): readonly string[] {
  return text
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .map((name) => `s3:${name}`);
}

/** Whatever does not only look may change something. */
function isRead(action: string): boolean {
  return /^s3:(?:get|list|describe|head)/.test(action);
}

/** What the actions of a statement allow on what it covers. `inverted`: it is NotAction, and all others are meant. */
export function accessOf(patterns: readonly string[], inverted: boolean, coverage: Coverage): Access {
  const lowered = patterns.map((pattern) => pattern.toLowerCase());
  const named = (action: string): boolean => matchesAny(lowered, action) !== inverted;
  const known = [
    ...(coverage.objects ? OBJECT_ACTIONS.filter(named) : []),
    ...(coverage.bucket ? BUCKET_ACTIONS.filter(named) : []),
    ...(inverted ? [] : lowered.filter(isUnknown)),
  ];
  return { read: known.some(isRead), write: known.some((action) => !isRead(action)) };
}

/** A pattern with more fixed characters than the text has cannot match; this bounds the time of hostile ones. */
function matchesAny(patterns: readonly string[], action: string): boolean {
  return patterns.some((pattern) =>
    hasWildcard(pattern) ? fitsIn(pattern, action) && globMatches(pattern, action) : pattern === action,
  );
}

function fitsIn(pattern: string, action: string): boolean {
  return pattern.replaceAll("*", "").length <= action.length;
}

const KNOWN: ReadonlySet<string> = new Set([...OBJECT_ACTIONS, ...BUCKET_ACTIONS]);

/** An S3 action that is newer than the lists: judged by its verb. */
function isUnknown(pattern: string): boolean {
  return pattern.startsWith("s3:") && !hasWildcard(pattern) && !KNOWN.has(pattern);
}
