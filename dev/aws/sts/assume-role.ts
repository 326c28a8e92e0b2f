/** AssumeRole: a role's trust is that the caller is a user of the account and names the role's ExternalId. */

import { z } from "zod";
import { assumedRole, type Caller, findRole } from "../caller.ts";
import type { Context } from "../env.ts";
import { STS_DURATION_SECONDS_DEFAULT, STS_DURATION_SECONDS_MAX, STS_DURATION_SECONDS_MIN } from "../limits.ts";
import { element } from "../xml.ts";
import { stsError, stsResult } from "./answer.ts";
import { startSession } from "./session.ts";

/** Constraints: the STS API reference of AssumeRole. */
const parameters = z.object({
  RoleArn: z.string().min(20).max(2048),
  RoleSessionName: z
    .string()
    .min(2)
    .max(64)
    .regex(/^[\w+=,.@-]*$/),
  ExternalId: z
    .string()
    .min(2)
    .max(1224)
    .regex(/^[\w+=,.@:/-]*$/)
    .optional(),
  DurationSeconds: z.coerce
    .number()
    .int()
    .min(STS_DURATION_SECONDS_MIN)
    .max(STS_DURATION_SECONDS_MAX)
    .default(STS_DURATION_SECONDS_DEFAULT),
});

export async function assumeRole(context: Context, caller: Caller, form: URLSearchParams): Promise<Response> {
  const parsed = parameters.safeParse(Object.fromEntries(form));
  if (!parsed.success) return validationError(context, parsed.error);
  const asked = parsed.data;

  const role = findRole(context.config, asked.RoleArn);
  const trusted = role !== null && caller.kind === "user" && (role.externalId ?? asked.ExternalId) === asked.ExternalId;
  if (!trusted) {
    const deed = `is not authorized to perform: sts:AssumeRole on resource: ${asked.RoleArn}`;
    return stsError(context, 403, "AccessDenied", `User: ${caller.arn} ${deed}`);
  }

  const seconds = role.sessionSeconds ?? asked.DurationSeconds;
  const session = await startSession(context.objects, {
    roleArn: role.arn,
    sessionName: asked.RoleSessionName,
    expiresMs: context.nowMs + seconds * 1000,
  });
  const { arn, userId } = await assumedRole(role, session.sessionName);
  return stsResult(context, "AssumeRole", [
    element("AssumedRoleUser", [element("AssumedRoleId", userId), element("Arn", arn)]),
    element("Credentials", [
      element("AccessKeyId", session.accessKeyId),
      element("SecretAccessKey", session.secret),
      element("SessionToken", session.sessionToken),
      element("Expiration", `${new Date(session.expiresMs).toISOString().slice(0, 19)}Z`),
    ]),
  ]);
}

function validationError(context: Context, error: z.ZodError): Response {
  const flaws = error.issues.map(
    (issue) => `Value at '${issue.path.join(".")}' failed to satisfy constraint: ${issue.message}`,
  );
  const count = `${flaws.length} validation error${flaws.length === 1 ? "" : "s"} detected`;
  return stsError(context, 400, "ValidationError", `${count}: ${flaws.join("; ")}`);
}
