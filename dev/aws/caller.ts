/** Who signed a request: a configured user, or a session of a role. */

import { err, ok, type Result } from "../../src/core/result.ts";
import { type SigV4Credentials, type SigV4Expectation, type SigV4Refusal, verifySigV4 } from "../../src/aws/sigv4.ts";
import { sha256Hex } from "../../src/aws/sigv4/digest.ts";
import type { Config, Role } from "./config.ts";
import type { Context } from "./env.ts";
import { findSession } from "./sts/session.ts";

export type Caller =
  /** Users may do everything. */
  | { readonly kind: "user"; readonly arn: string; readonly userId: string; readonly accountId: string }
  | {
      readonly kind: "session";
      readonly arn: string;
      readonly userId: string;
      readonly accountId: string;
      readonly role: Role;
    };

interface Identity {
  readonly caller: Caller;
  readonly credentials: SigV4Credentials;
}

export interface Authenticated {
  readonly caller: Caller;
  readonly body: Uint8Array;
}

/** Verifies the signature against the users and the sessions of the local AWS. */
export async function authenticate(
  request: Request,
  context: Context,
  expected: Omit<SigV4Expectation, "credentials" | "nowMs">,
): Promise<Result<Authenticated, SigV4Refusal>> {
  let caller: Caller | null = null;
  const verified = await verifySigV4(request, {
    ...expected,
    nowMs: context.nowMs,
    credentials: async (accessKeyId) => {
      const identity = await findIdentity(context, accessKeyId);
      caller = identity?.caller ?? null;
      return identity?.credentials ?? null;
    },
  });
  if (!verified.ok) return verified;
  if (caller === null) return err({ kind: "unknown-access-key", accessKeyId: verified.value.scope.accessKeyId });
  return ok({ caller, body: verified.value.body });
}

async function findIdentity(context: Context, accessKeyId: string): Promise<Identity | null> {
  const user = context.config.users.find((candidate) => candidate.accessKeyId === accessKeyId);
  if (user) {
    const arn = `arn:aws:iam::${context.config.accountId}:user/${user.name}`;
    const caller = {
      kind: "user",
      arn,
      userId: await uniqueId("AIDA", arn),
      accountId: context.config.accountId,
    } as const;
    return { caller, credentials: { secret: user.secretAccessKey } };
  }
  const session = await findSession(context.objects, accessKeyId);
  const role = session && findRole(context.config, session.roleArn);
  if (!session || !role) return null;
  const { secret, sessionToken, expiresMs } = session;
  const caller = { kind: "session", ...(await assumedRole(role, session.sessionName)), role } as const;
  return { caller, credentials: { secret, sessionToken, expiresMs } };
}

export function findRole(config: Config, arn: string): Role | null {
  return config.roles.find((role) => role.arn === arn) ?? null;
}

/** How STS names a session of a role. */
export async function assumedRole(
  role: Role,
  sessionName: string,
): Promise<{ arn: string; userId: string; accountId: string }> {
  const accountId = role.arn.split(":")[4] ?? "";
  const name = role.arn.slice(role.arn.lastIndexOf("/") + 1);
  return {
    arn: `arn:aws:sts::${accountId}:assumed-role/${name}/${sessionName}`,
    userId: `${await uniqueId("AROA", role.arn)}:${sessionName}`,
    accountId,
  };
}

/** Looks like IAM's unique ids, and is always the same for one ARN. */
async function uniqueId(prefix: string, arn: string): Promise<string> {
  return prefix + (await sha256Hex(arn)).slice(0, 17).toUpperCase();
}
