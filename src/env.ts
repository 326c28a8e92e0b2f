/** Bindings and settings of the Worker, parsed once into a checked Config. */

import { z } from "zod";
import { DISCOVERY_MINUTES_DEFAULT, POLL_IDLE_MINUTES_DEFAULT } from "./core/limits.ts";
import type { IntakeLedger } from "../durable-objects/intake-ledger.ts";
import type { PrincipalProfile } from "../durable-objects/principal-profile.ts";
import type { RegionProfile } from "../durable-objects/region-profile.ts";
import type { IngestMessage } from "./intake/ingest-message.ts";
import type { NoticeMessage } from "./notify/notice-message.ts";

export type Env = {
  readonly DB: D1Database;
  readonly INTAKE_LEDGER: DurableObjectNamespace<IntakeLedger>;
  readonly PRINCIPAL_PROFILE: DurableObjectNamespace<PrincipalProfile>;
  readonly REGION_PROFILE: DurableObjectNamespace<RegionProfile>;
  readonly INGEST: Queue<IngestMessage>;
  readonly NOTICES: Queue<NoticeMessage>;
  readonly API_TOKEN?: string;
  readonly AWS_ACCESS_KEY_ID?: string;
  readonly AWS_SECRET_ACCESS_KEY?: string;
  /** Another address for S3 and STS: the local stack. Path style. */
  readonly AWS_ENDPOINT_URL?: string;
  readonly SLACK_WEBHOOK_URL?: string;
  readonly SLACK_MIN_SEVERITY?: string;
  /** Where people reach this Worker, for links in notices. */
  readonly PUBLIC_URL?: string;
  /** Minutes between looks at a ledger that brings nothing, and between searches for new accounts and Regions. */
  readonly POLL_IDLE_MINUTES_MAX?: string;
  readonly DISCOVERY_MINUTES?: string;
};

const settings = z.object({
  API_TOKEN: z.string().min(8, "must have at least 8 characters"),
  AWS_ACCESS_KEY_ID: z.string().min(1),
  AWS_SECRET_ACCESS_KEY: z.string().min(1),
  AWS_ENDPOINT_URL: z.url().optional(),
  SLACK_WEBHOOK_URL: z.url().optional(),
  SLACK_MIN_SEVERITY: z.coerce.number().min(1).max(10).default(1),
  PUBLIC_URL: z.url().optional(),
  POLL_IDLE_MINUTES_MAX: z.coerce.number().min(0).max(60).default(POLL_IDLE_MINUTES_DEFAULT),
  DISCOVERY_MINUTES: z.coerce.number().min(0).max(1440).default(DISCOVERY_MINUTES_DEFAULT),
});

export type Config = z.infer<typeof settings>;

export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

const parsed = new WeakMap<Env, Config>();

/** Throws ConfigError naming each variable that is missing or wrong, never its value. */
export function configOf(env: Env): Config {
  const known = parsed.get(env);
  if (known) return known;
  const result = settings.safeParse(env);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new ConfigError(`configuration is incomplete: ${problems.join("; ")}`);
  }
  parsed.set(env, result.data);
  return result.data;
}
