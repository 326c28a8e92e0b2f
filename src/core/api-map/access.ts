/** Whether an API only reads, told by its verb: CloudTrail's `readOnly`, for records and names that come without one. */

const READ_VERBS: ReadonlySet<string> = new Set(
  (
    "Get List Describe Head Search Lookup Query Scan Select Check Validate Test Simulate Verify Estimate Preview " +
    "Resolve Discover Filter Retrieve Download View Decode Count Read Compare Predict Is Can Preflight Explain"
  ).split(" "),
);

/** Reading by CloudTrail's own flag, whatever the verb: seen in recorded events, and in the CloudTrail guides of STS, KMS and Bedrock. */
const READS: ReadonlySet<string> = new Set(
  (
    "AssumeRole AssumeRoleWithSAML AssumeRoleWithWebIdentity Decrypt Encrypt GenerateDataKey GenerateDataKeyWithoutPlaintext " +
    "GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext ReEncrypt Sign Verify GenerateMac VerifyMac InvokeModel " +
    "InvokeModelWithResponseStream Converse ConverseStream GenerateCredentialReport"
  ).split(" "),
);

/** Gets something that was not there before: CloudTrail marks it as no read. */
const WRITES: ReadonlySet<string> = new Set(["GetFederationToken"]);

/** "BatchGetSecretValue" → "Get": a batch is told by what it batches. */
export function verbOf(api: string): string {
  const words = /^(?:Batch|Admin)?([A-Z][a-z0-9]*|[a-z0-9]+)/.exec(api);
  return words?.[1] ?? api;
}

export function accessOf(api: string): "read" | "write" {
  if (WRITES.has(api)) return "write";
  return READS.has(api) || READ_VERBS.has(verbOf(api)) ? "read" : "write";
}
