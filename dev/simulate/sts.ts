/** STS: sessions of the log-reader roles, each for the buckets of its own tenant. */

import type { Gate } from "./gate.ts";
import { lost, skewed, xmlError } from "./http.ts";

export type SimulatedRole = { readonly arn: string; readonly externalId: string; readonly bucket: string };
type Session = { readonly role: SimulatedRole; readonly endsMs: number };

export class SimulatedSts {
  readonly #gate: Gate;
  readonly #roles = new Map<string, SimulatedRole>();
  readonly #sessions = new Map<string, Session>();

  constructor(gate: Gate, roles: readonly SimulatedRole[]) {
    this.#gate = gate;
    for (const role of roles) this.#roles.set(role.arn, role);
  }

  answer(request: Request, body: string): Response {
    const { clock, random, plan } = this.#gate;
    const refusal = skewed(request, clock.nowMs);
    if (refusal) return refusal;
    const form = new URLSearchParams(body);
    const role = this.#roles.get(form.get("RoleArn") ?? "");
    if (role === undefined || form.get("ExternalId") !== role.externalId) return denied();
    // A role may allow less time than was asked for.
    const seconds = plan.injected() > 0 && random.chance(0.2) ? 900 : Number(form.get("DurationSeconds"));
    const accessKeyId = `ASIA${random.word(16).toUpperCase()}`;
    const endsMs = clock.nowMs + seconds * 1000;
    this.#sessions.set(accessKeyId, { role, endsMs });
    return new Response(
      `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>${accessKeyId}</AccessKeyId>` +
        `<SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>` +
        `<Expiration>${new Date(endsMs).toISOString()}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
    );
  }

  failure(sent?: Response): Response {
    if (sent !== undefined) return lost();
    return this.#gate.random.pick([
      () => denied(),
      () => wrapped(400, "Throttling"),
      () => wrapped(500, "InternalFailure"),
      lost,
    ])();
  }

  /** Why the request's session may not read the bucket, or null. */
  refusal(request: Request, bucket: string): Response | null {
    const accessKeyId = /Credential=([A-Z0-9]+)\//i.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
    const session = this.#sessions.get(accessKeyId);
    if (session === undefined) return xmlError(403, "InvalidAccessKeyId");
    if (session.endsMs <= this.#gate.clock.nowMs) return xmlError(400, "ExpiredToken");
    return session.role.bucket === bucket ? null : xmlError(403, "AccessDenied");
  }
}

function wrapped(status: number, code: string): Response {
  return new Response(
    `<ErrorResponse><Error><Code>${code}</Code><Message>simulated</Message></Error></ErrorResponse>`,
    { status },
  );
}

function denied(): Response {
  return wrapped(403, "AccessDenied");
}
