/** A source's S3 client: the role's session where a role is named, our own identity otherwise. */

import { type Credentials, REAL_WORLD, type World } from "./aws-fetch.ts";
import type { S3Client } from "./s3.ts";
import { assumeRole, callerArn, type Role, SessionCache } from "./sts.ts";
import type { Config } from "../env.ts";

/** Sessions live in the isolate and nowhere else. */
const sessions = new SessionCache();

/** Who reads a source: our own identity where no role is named. */
export type SourceIdentity = {
  readonly region: string;
  readonly roleArn: string | null;
  readonly externalId: string | null;
};

export function sourceClient(config: Config, source: SourceIdentity, world: World = REAL_WORLD): S3Client {
  const endpoint = config.aws.endpointUrl ?? undefined;
  const base = baseCredentials(config);
  const { roleArn } = source;
  if (roleArn === null) return { world, endpoint, credentials: async () => base, forget: () => {} };
  const role: Role = { roleArn, externalId: source.externalId, region: source.region };
  return {
    world,
    endpoint,
    credentials: () => sessions.get(role, world.nowMs(), () => assumeRole(world, endpoint, base, role)),
    forget: () => sessions.forget(role),
  };
}

export function baseCredentials(config: Config): Credentials {
  return { accessKeyId: config.aws.accessKeyId, secretAccessKey: config.aws.secretAccessKey };
}

/** The ARN of our own identity. */
export async function ownArn(config: Config, region: string, world: World = REAL_WORLD): Promise<string> {
  return await callerArn(world, config.aws.endpointUrl ?? undefined, baseCredentials(config), region);
}
