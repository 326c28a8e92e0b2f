/** Sessions of the log-reader roles. Source: AWS STS API Reference, AssumeRole, GetCallerIdentity. */

import { SESSION_MARGIN_MS } from "../core/limits.ts";
import { msFromIso } from "../core/net/time.ts";
import { AwsError } from "./aws-error.ts";
import { awsFetch, boundedText, type Credentials, type World } from "./aws-fetch.ts";
import { serviceHost } from "./region.ts";
import { parseXml, textOf } from "./xml.ts";

export type Role = { readonly roleArn: string; readonly externalId: string | null; readonly region: string };

const SESSION_SECONDS = 3_600;

export async function assumeRole(
  world: World,
  endpoint: string | undefined,
  base: Credentials,
  role: Role,
): Promise<Credentials> {
  const form = {
    Action: "AssumeRole",
    RoleArn: role.roleArn,
    RoleSessionName: "watchpost",
    DurationSeconds: String(SESSION_SECONDS),
    ...(role.externalId === null ? {} : { ExternalId: role.externalId }),
  };
  const response = await ask(world, endpoint, base, role.region, form);
  const root = parseXml(await boundedText(response));
  const read = (name: string): string => {
    const text = textOf(root, "AssumeRoleResult", "Credentials", name);
    if (!text) throw new AwsError("UnexpectedAnswer", response.status, `AssumeRole answered without ${name}`);
    return text;
  };
  const expiresMs = msFromIso(read("Expiration")) ?? world.nowMs() + SESSION_SECONDS * 1000;
  return {
    accessKeyId: read("AccessKeyId"),
    secretAccessKey: read("SecretAccessKey"),
    sessionToken: read("SessionToken"),
    expiresMs,
  };
}

async function ask(
  world: World,
  endpoint: string | undefined,
  base: Credentials,
  region: string,
  form: Readonly<Record<string, string>>,
): Promise<Response> {
  return await awsFetch(world, base, {
    service: "sts",
    region,
    method: "POST",
    url: new URL(endpoint ?? `https://${serviceHost("sts", region)}/`),
    headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
    body: new URLSearchParams({ ...form, Version: "2011-06-15" }).toString(),
  });
}

/** Who we are: the principal that a trust policy has to name. */
export async function callerArn(
  world: World,
  endpoint: string | undefined,
  base: Credentials,
  region: string,
): Promise<string> {
  const response = await ask(world, endpoint, base, region, { Action: "GetCallerIdentity" });
  const arn = textOf(parseXml(await boundedText(response)), "GetCallerIdentityResult", "Arn");
  if (!arn) throw new AwsError("UnexpectedAnswer", response.status, "GetCallerIdentity answered without Arn");
  return arn;
}

/**
 * Sessions by role, kept in this isolate's memory only and renewed SESSION_MARGIN_MS before they end. Those who need one at
 * the same moment each ask: a promise that another invocation was to settle hangs for ever when that one ends early.
 */
export class SessionCache {
  readonly #sessions = new Map<string, Credentials>();
  readonly #max = 200;

  async get(role: Role, nowMs: number, assume: () => Promise<Credentials>): Promise<Credentials> {
    const name = JSON.stringify([role.roleArn, role.externalId]);
    const known = this.#sessions.get(name);
    if (known?.expiresMs !== undefined && known.expiresMs - SESSION_MARGIN_MS > nowMs) return known;
    const fresh = await assume();
    if (this.#sessions.size >= this.#max) this.#sessions.clear();
    this.#sessions.set(name, fresh);
    return fresh;
  }

  forget(role: Role): void {
    this.#sessions.delete(JSON.stringify([role.roleArn, role.externalId]));
  }
}
