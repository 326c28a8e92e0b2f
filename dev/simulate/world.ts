/** A whole simulated world: the Worker's own code over a fake Cloudflare, a fake AWS and a fake Slack. */

import { readdirSync, readFileSync } from "node:fs";
import worker, * as exported from "../../src/index.ts";
import type { Env } from "../../src/env.ts";
import { Clock } from "./clock.ts";
import { SimulatedD1 } from "./d1.ts";
import { type DurableClass, Namespace } from "./durable-objects.ts";
import type { FaultPlan } from "./faults.ts";
import { Gate } from "./gate.ts";
import { type Ended, invoke, kill, newInvocation } from "./invocation.ts";
import { network } from "./http.ts";
import { setPlatform } from "./platform.ts";
import { type Batch, SimulatedQueue } from "./queues.ts";
import type { Random } from "./random.ts";
import { SimulatedS3 } from "./s3.ts";
import type { Scenario, Tenant } from "./scenario.ts";
import { settle } from "./settle.ts";
import { SimulatedSlack } from "./slack.ts";
import { SimulatedSts } from "./sts.ts";
import { readBindings } from "./wrangler-bindings.ts";

const ROOT = `${import.meta.dirname}/../..`;
const BINDINGS = readBindings(`${ROOT}/wrangler.toml`);
const MIGRATIONS = readdirSync(`${ROOT}/migrations`)
  .filter((name) => name.endsWith(".sql"))
  .sort()
  .map((name) => readFileSync(`${ROOT}/migrations/${name}`, "utf8"));

const TOKEN = "0123456789abcdef0123456789abcdef";
/** Longest run of a cron trigger. Source: Cloudflare Workers documentation, "Limits". */
const CRON_MS_MAX = 15 * 60_000;
const SKEW_MS_MAX = 20 * 60_000;
/** Sources are read from this long before the run, so that the latest object is wanted. */
const SINCE_DAYS = 40;

export type Witnesses = {
  readonly committed: (
    world: World,
    className: string,
    name: string,
    method: string,
    parameters: readonly unknown[],
  ) => void;
  /** A platform rule was broken. */
  readonly misused: (what: string) => void;
  readonly acked: (world: World, queue: string, body: unknown) => void;
};

export class World {
  readonly clock: Clock;
  readonly gate: Gate;
  readonly plan: FaultPlan;
  readonly random: Random;
  readonly d1: SimulatedD1;
  readonly s3: SimulatedS3;
  readonly slack: SimulatedSlack;
  readonly namespaces: ReadonlyMap<string, Namespace>;
  readonly queues = new Map<string, SimulatedQueue>();
  readonly env: Env;
  readonly scenario: Scenario;
  readonly #roleOf: (bucket: string) => string;
  #skewMs = 0;

  /** `name`: no two runs of one thread share it, as sessions are remembered by role. */
  constructor(name: string, scenario: Scenario, random: Random, plan: FaultPlan, witnesses: Witnesses) {
    this.scenario = scenario;
    this.random = random;
    this.plan = plan;
    this.clock = new Clock(scenario.startMs);
    this.gate = new Gate(this.clock, random, plan);
    this.d1 = new SimulatedD1(this.gate, MIGRATIONS);
    this.#roleOf = (bucket) => `arn:aws:iam::111111111111:role/${name}/${bucket}`;
    const buckets = scenario.tenants.map(({ bucket }) => bucket);
    const roles = buckets.map((bucket) => ({ arn: this.#roleOf(bucket), externalId: externalIdOf(bucket), bucket }));
    const sts = new SimulatedSts(this.gate, roles);
    this.s3 = new SimulatedS3(this.gate, sts, buckets, scenario.pageKeys);
    this.slack = new SimulatedSlack(this.gate);
    const services = { s3: this.s3, sts, slack: this.slack };
    setPlatform({
      gate: this.gate,
      skewMs: () => this.#skewMs,
      network: (request) => network(this.gate, services, request),
    });
    this.namespaces = this.#makeNamespaces(witnesses);
    this.#makeQueues(witnesses);
    this.env = this.#makeEnv();
  }

  #makeNamespaces(witnesses: Witnesses): Map<string, Namespace> {
    const classes = exported as unknown as Readonly<Record<string, DurableClass>>;
    return new Map(
      BINDINGS.durableObjects.map(({ className }) => {
        const made = classes[className];
        if (made === undefined) throw new Error(`src/index.ts exports no class ${className}`);
        const witness = (...call: [string, string, string, readonly unknown[]]): void =>
          witnesses.committed(this, ...call);
        return [className, new Namespace(className, made, () => this.env, this.gate, witness, witnesses.misused)];
      }),
    );
  }

  #makeQueues(witnesses: Witnesses): void {
    const handler = async (batch: Batch): Promise<void> => await worker.queue(batch as never, this.env);
    for (const config of BINDINGS.consumers) {
      const deadLetters = (): SimulatedQueue | undefined => this.queues.get(config.deadLetterQueue ?? "");
      const acked = (queue: string, body: unknown): void => witnesses.acked(this, queue, body);
      this.queues.set(config.queue, new SimulatedQueue(config, this.gate, handler, acked, deadLetters));
    }
  }

  #makeEnv(): Env {
    const objects = BINDINGS.durableObjects.map(({ binding, className }) => [binding, this.namespaces.get(className)]);
    const queues = BINDINGS.producers.map(({ binding, queue }) => [binding, this.queues.get(queue)]);
    const env = {
      ...Object.fromEntries([...objects, ...queues]),
      DB: this.d1,
      API_TOKEN: TOKEN,
      AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
      AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
      SLACK_WEBHOOK_URL: "https://hooks.slack.com/services/T0/B0/simulated",
      SLACK_MIN_SEVERITY: "1",
      PUBLIC_URL: "https://watchpost.example",
      // No address table, and with LOCAL no feed is read.
      ASSETS: { fetch: async () => new Response(null, { status: 404 }) },
      LOCAL: "1",
    };
    return env as unknown as Env;
  }

  /** Registers a tenant's bucket through the API. */
  async register({ bucket, prefix }: Tenant): Promise<void> {
    const body = {
      bucket,
      region: "us-east-1",
      prefix,
      roleArn: this.#roleOf(bucket),
      externalId: externalIdOf(bucket),
      since: new Date(this.scenario.startMs - SINCE_DAYS * 86_400_000).toISOString(),
    };
    const { status, text } = await this.request("POST", "/v1/sources", body);
    if (status !== 201) throw new Error(`a source was not registered: ${status} ${text}`);
  }

  async request(method: string, path: string, body?: object): Promise<{ status: number; text: string }> {
    let answer = { status: 0, text: "" };
    const ended = this.start(async () => {
      const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
      const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
      const response = await worker.fetch(new Request(`https://watchpost.example${path}`, init) as never, this.env);
      answer = { status: response.status, text: await response.text() };
    });
    const state = { over: false };
    void ended.then(() => (state.over = true));
    while (!state.over) await this.runFor(1_000);
    return answer;
  }

  tick(scheduledTime = this.clock.nowMs): void {
    void this.start(
      async () => await worker.scheduled({ scheduledTime, cron: "* * * * *", noRetry() {} } as never, this.env),
    );
  }

  /** The Workers' clock jumps to somewhere near the true time. */
  skew(): void {
    this.#skewMs = this.random.between(-SKEW_MS_MAX, SKEW_MS_MAX);
  }

  unskew(): void {
    this.#skewMs = 0;
  }

  async start(work: () => unknown): Promise<Ended> {
    const invocation = newInvocation();
    const timer = this.clock.schedule(CRON_MS_MAX, () => kill(invocation, "the handler took too long"));
    const ended = await invoke(invocation, work);
    this.clock.cancel(timer);
    return ended;
  }

  async runFor(ms: number): Promise<void> {
    await settle();
    await this.clock.runUntil(this.clock.nowMs + ms, settle);
  }

  close(): void {
    this.d1.sqlite.close();
    for (const namespace of this.namespaces.values()) namespace.close();
  }
}

function externalIdOf(bucket: string): string {
  return `external-id-of-${bucket}`;
}
