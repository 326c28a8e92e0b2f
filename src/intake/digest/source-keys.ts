/** CloudTrail's public keys, asked for with the identity that reads the source (cloudtrail:ListPublicKeys). */

import { awsFetch } from "../../aws/aws-fetch.ts";
import type { S3Client } from "../../aws/s3.ts";
import { DIGEST_IDENTITIES_MAX } from "../../core/limits.ts";
import type { Config } from "../../env.ts";
import type { SourceIdentity } from "../../aws/source-client.ts";
import { createPublicKeys, type PublicKeys } from "./public-keys.ts";

/** Keys are public, so they are kept by the isolate for all accounts that one identity reads. */
const kept = new Map<string, PublicKeys>();

export function publicKeysOf(config: Config, { roleArn }: SourceIdentity, client: S3Client): PublicKeys {
  const endpoint = config.aws.endpointUrl ?? undefined;
  const name = `${endpoint ?? ""} ${roleArn ?? ""}`;
  const known = kept.get(name);
  if (known) return known;
  const keys = createPublicKeys(
    async (request) => await awsFetch(client.world, await client.credentials(), request),
    client.world.nowMs,
    endpoint === undefined ? undefined : `${endpoint}/`,
  );
  if (kept.size >= DIGEST_IDENTITIES_MAX) kept.clear();
  kept.set(name, keys);
  return keys;
}
