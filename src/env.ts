/** Bindings, variables and secrets of the Worker, checked once into a Config. */

import { z } from "zod";
import type { HostProfile } from "../durable-objects/host-profile.ts";
import type { IntakeLedger } from "../durable-objects/intake-ledger.ts";
import type { PrincipalProfile } from "../durable-objects/principal-profile.ts";
import type { RegionProfile } from "../durable-objects/region-profile.ts";
import { DISCOVERY_MINUTES_DEFAULT, HOOK_SECRET_CHARS_MIN, POLL_IDLE_MINUTES_DEFAULT } from "./core/limits.ts";
import type { ListMessage } from "./feeds/list-message.ts";
import type { IngestMessage } from "./intake/ingest-message.ts";
import { isTopicArn } from "./intake/notifications/sns-message.ts";
import type { PollMessage } from "./intake/poll-message.ts";
import { checkWebhookUrl } from "./http/webhook-url.ts";

/** A message of the notices queue. */
export type NoticeMessage = { readonly noticeId: string };

/** As wrangler.toml and `wrangler secret put` give them: nothing here is checked yet. */
export type Env = {
  readonly INTAKE_LEDGER: DurableObjectNamespace<IntakeLedger>;
  readonly PRINCIPAL_PROFILE: DurableObjectNamespace<PrincipalProfile>;
  readonly REGION_PROFILE: DurableObjectNamespace<RegionProfile>;
  readonly HOST_PROFILE: DurableObjectNamespace<HostProfile>;
  readonly DB: D1Database;
  /** Static assets: the address table. */
  readonly ASSETS: Fetcher;
  /** Compiled threat lists. */
  readonly TABLES: R2Bucket;
  readonly INGEST: Queue<IngestMessage>;
  readonly NOTICES: Queue<NoticeMessage>;
  readonly LISTS: Queue<ListMessage>;
  readonly POLLS: Queue<PollMessage>;
  readonly API_TOKEN: string;
  readonly AWS_ACCESS_KEY_ID: string;
  readonly AWS_SECRET_ACCESS_KEY: string;
  /** Instead of AWS's own endpoints, for the local stack. */
  readonly AWS_ENDPOINT_URL?: string;
  readonly SLACK_WEBHOOK_URL?: string;
  readonly SLACK_MIN_SEVERITY: string;
  /** ARNs of the SNS topics whose notifications are believed, with commas between. */
  readonly SNS_TOPIC_ARNS?: string;
  /** What our EventBridge API destination sends; two with a comma between while one replaces the other. */
  readonly EVENTBRIDGE_SECRET?: string;
  /** Where people reach this Worker, for links in notices. */
  readonly PUBLIC_URL?: string;
  /** "1" in the local stack and in tests: loopback URLs and short tokens are allowed. */
  readonly LOCAL?: string;
  /** Minutes between looks at a ledger that brings nothing, and between searches for new accounts and Regions. */
  readonly POLL_IDLE_MINUTES_MAX?: string;
  readonly DISCOVERY_MINUTES?: string;
};

export type Config = {
  readonly apiToken: string;
  readonly aws: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly endpointUrl: string | null };
  /** `null`: nobody is told by Slack. */
  readonly slack: { readonly webhookUrl: string; readonly severityMin: number } | null;
  readonly snsTopics: readonly string[];
  readonly eventBridgeSecrets: readonly string[];
  /** Without a slash at its end. */
  readonly publicUrl: string | null;
  readonly local: boolean;
  readonly pollIdleMinutesMax: number;
  readonly discoveryMinutes: number;
};

/** Short tokens can be guessed; 32 characters of `openssl rand -hex 32` hold 128 bits. */
const API_TOKEN_CHARS_MIN = 32;

/** An unset variable may also arrive as "". */
const optional = z
  .string()
  .optional()
  .transform((text) => (text === undefined || text === "" ? null : text));

const required = z.string("is not set").min(1, "is empty");

/** "a, b" → ["a", "b"]. */
function listOf(fits: (part: string) => boolean, problem: string) {
  return optional
    .transform((text) => (text === null ? [] : text.split(",").map((part) => part.trim())))
    .refine((parts) => parts.every(fits), problem);
}

function minutes(max: number) {
  return z.coerce.number("is not a number").min(0, "is below 0").max(max, `is above ${max}`);
}

const schema = z.object({
  API_TOKEN: required,
  AWS_ACCESS_KEY_ID: required,
  AWS_SECRET_ACCESS_KEY: required,
  AWS_ENDPOINT_URL: optional,
  SLACK_WEBHOOK_URL: optional,
  SLACK_MIN_SEVERITY: z.coerce.number("is not a number").min(1, "is below 1").max(10, "is above 10").default(1),
  SNS_TOPIC_ARNS: listOf(isTopicArn, "holds something that is not the ARN of an SNS topic"),
  EVENTBRIDGE_SECRET: listOf(
    (secret) => secret.length >= HOOK_SECRET_CHARS_MIN,
    `is shorter than ${HOOK_SECRET_CHARS_MIN} characters; try: openssl rand -hex 32`,
  ),
  PUBLIC_URL: optional,
  POLL_IDLE_MINUTES_MAX: minutes(60).default(POLL_IDLE_MINUTES_DEFAULT),
  DISCOVERY_MINUTES: minutes(1_440).default(DISCOVERY_MINUTES_DEFAULT),
  LOCAL: z.literal(["0", "1", ""], "is neither 0 nor 1").optional(),
});
type Variables = z.infer<typeof schema>;

/** Names variables and what is wrong with them, never their values. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

const LOOPBACK_URL = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/|$)/;

function checkedUrl(name: string, text: string | null, local: boolean): string | null {
  if (text === null) return null;
  if (!URL.canParse(text)) throw new ConfigError(`${name} is not a URL`);
  const allowed = text.startsWith("https://") || (local && LOOPBACK_URL.test(text));
  if (!allowed) throw new ConfigError(`${name} is not https (http to loopback only where LOCAL is 1)`);
  return text.replace(/\/+$/, "");
}

function slackOf(variables: Variables, publicUrl: string | null, local: boolean): Config["slack"] {
  if (variables.SLACK_WEBHOOK_URL === null) return null;
  const ownHosts = publicUrl === null ? [] : [new URL(publicUrl).hostname];
  const url = checkWebhookUrl(variables.SLACK_WEBHOOK_URL, { local, ownHosts });
  if (!url.ok) throw new ConfigError(`SLACK_WEBHOOK_URL ${url.error}`);
  return { webhookUrl: url.value, severityMin: variables.SLACK_MIN_SEVERITY };
}

/** Throws ConfigError. */
export function parseConfig(env: object): Config {
  const parsed = schema.safeParse(env);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`).join("; "));
  }
  const variables = parsed.data;
  const local = variables.LOCAL === "1";
  if (!local && variables.API_TOKEN.length < API_TOKEN_CHARS_MIN) {
    throw new ConfigError(`API_TOKEN is shorter than ${API_TOKEN_CHARS_MIN} characters; try: openssl rand -hex 32`);
  }
  const publicUrl = checkedUrl("PUBLIC_URL", variables.PUBLIC_URL, local);
  return {
    apiToken: variables.API_TOKEN,
    aws: {
      accessKeyId: variables.AWS_ACCESS_KEY_ID,
      secretAccessKey: variables.AWS_SECRET_ACCESS_KEY,
      endpointUrl: checkedUrl("AWS_ENDPOINT_URL", variables.AWS_ENDPOINT_URL, local),
    },
    slack: slackOf(variables, publicUrl, local),
    snsTopics: variables.SNS_TOPIC_ARNS,
    eventBridgeSecrets: variables.EVENTBRIDGE_SECRET,
    publicUrl,
    local,
    pollIdleMinutesMax: variables.POLL_IDLE_MINUTES_MAX,
    discoveryMinutes: variables.DISCOVERY_MINUTES,
  };
}

const parsedOnce = new WeakMap<object, Config>();

/** The Config of an environment; parsed when it is first asked for. Throws ConfigError. */
export function configOf(env: Env): Config {
  const known = parsedOnce.get(env);
  if (known !== undefined) return known;
  const config = parseConfig(env);
  parsedOnce.set(env, config);
  return config;
}
