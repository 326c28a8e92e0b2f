/** Tries a source before it is kept: what is wrong is said in words that tell an administrator what to change. */

import { AwsError } from "../aws/aws-error.ts";
import { REAL_WORLD, type World } from "../aws/aws-fetch.ts";
import { listObjects, type S3Client } from "../aws/s3.ts";
import { bucketProblem } from "../aws/s3-url.ts";
import { assumeRole } from "../aws/sts.ts";
import { cleanText } from "../core/findings/clean-text.ts";
import { TRY_LISTS_MAX } from "../core/limits.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { LogKind } from "../core/sources/log-key.ts";
import type { Config } from "../env.ts";
import type { Stream } from "../store/ledgers.ts";
import type { Source } from "../store/sources.ts";
import { discover, type Discovery } from "./discover.ts";
import { baseCredentials, sourceClient } from "../aws/source-client.ts";

export type Tried = { readonly streams: readonly Stream[] };

export async function trySource(config: Config, source: Source, world: World = REAL_WORLD): Promise<Result<Tried>> {
  const problem = bucketProblem(source);
  if (problem !== null) return err(problem);
  try {
    const open = await needsExternalId(config, source, world);
    if (!open.ok) return open;
    const client = sourceClient(config, source, world);
    const { prefix, kind, accountId } = source;
    const request = { prefixes: [prefix], kind, accountId, listsMax: TRY_LISTS_MAX, streamsMax: 1 };
    const found = await discover(client, source, request);
    // A search that was cut short while it still had logs to look for has shown that the bucket can be listed.
    const may = found.streams.length > 0 || found.open.length > 0;
    return may ? ok({ streams: found.streams }) : err(await whyNothing(client, source, found));
  } catch (error) {
    if (error instanceof AwsError) return err(explain(error, source));
    throw error;
  }
}

/** A role that anyone who knows its name can have us assume is the confused deputy of the IAM User Guide. */
async function needsExternalId(config: Config, source: Source, world: World): Promise<Result<null>> {
  const { roleArn, region } = source;
  if (roleArn === null) return ok(null);
  const endpoint = config.aws.endpointUrl ?? undefined;
  try {
    await assumeRole(world, endpoint, baseCredentials(config), { roleArn, externalId: null, region });
  } catch (error) {
    if (error instanceof AwsError && error.code === "AccessDenied") return ok(null);
    throw error;
  }
  return err(
    `the role ${roleArn} can be assumed without the external id: add a Condition on sts:ExternalId to its trust policy`,
  );
}

function explain(error: AwsError, { bucket, region, prefix, roleArn }: Source): string {
  const role = roleArn ?? "our own identity";
  const where = error.message.includes("sts:") || error.message.includes("AssumeRole");
  switch (error.code) {
    case "NoSuchBucket":
      return `there is no bucket named "${bucket}" (NoSuchBucket)`;
    case "PermanentRedirect":
    case "AuthorizationHeaderMalformed":
    case "IllegalLocationConstraintException":
      return error.region === null
        ? `the bucket "${bucket}" is not in ${region} (${error.code})`
        : `the bucket "${bucket}" is in ${error.region}, not in ${region}`;
    case "AccessDenied":
      return where
        ? `the role ${role} cannot be assumed: check that it exists, that its trust policy names us, and the external id`
        : `${role} may not list "${prefix}" in the bucket "${bucket}": s3:ListBucket is needed on it (AccessDenied)`;
    case "InvalidAccessKeyId":
    case "SignatureDoesNotMatch":
    case "InvalidClientTokenId":
      return `AWS does not accept our own credentials (${error.code}): check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY`;
    default:
      return `AWS answered: ${cleanText(error.message, 300)}`;
  }
}

const NEIGHBOURS_SHOWN = 5;

const LOGS: Readonly<Record<LogKind, readonly [name: string, layout: string]>> = {
  cloudtrail: ["CloudTrail logs", "AWSLogs/<account>/CloudTrail/<Region>/…"],
  flow: ["VPC flow logs", "AWSLogs/<account>/vpcflowlogs/<Region>/…"],
  dns: ["Resolver query logs", "AWSLogs/<account>/vpcdnsquerylogs/<VPC>/…"],
};
const ANY_LOGS = ["logs", "AWSLogs/<account>/<CloudTrail, vpcflowlogs or vpcdnsquerylogs>/…"] as const;

/** No stream below the prefix: is it mistyped, or are there other logs? */
async function whyNothing(client: S3Client, source: Source, found: Discovery): Promise<string> {
  const { bucket, prefix, accountId } = source;
  const [logs, layout] = source.kind === null ? ANY_LOGS : LOGS[source.kind];
  if (accountId !== null && found.otherAccounts.length > 0) {
    return `no ${logs} of account ${accountId} under "${prefix}"; there are those of ${quoted(found.otherAccounts)}`;
  }
  const cut = found.complete ? "" : ` (among the first ${found.listCalls} folders: name the one that holds AWSLogs/)`;
  if (found.others.length > 0) return `no ${logs} under "${prefix}" in "${bucket}"${cut}, only ${quoted(found.others)}`;
  const above = prefix.slice(0, prefix.replace(/\/$/, "").lastIndexOf("/") + 1);
  const page = await listObjects(client, source, { prefix: above, delimiter: "/", maxKeys: 50 });
  if (page.prefixes.length > 0 && prefix !== "") {
    return `nothing lies under "${prefix}" in "${bucket}"; beside it there are ${quoted(page.prefixes)}`;
  }
  return `nothing that looks like ${logs} (${layout}) lies under "${prefix}" in "${bucket}"${cut}`;
}

function quoted(names: readonly string[]): string {
  const shown = names.slice(0, NEIGHBOURS_SHOWN).map((name) => `"${cleanText(name)}"`);
  return shown.join(", ");
}
