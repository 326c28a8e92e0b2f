/** `npm start`: the whole system on this machine, without an account and without a network. */

import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { loadDemo } from "../dev/demo/load-demo.ts";
import { type System, startSystem } from "../dev/system.ts";
import { parseStartOptions, type StartOptions } from "./start-options.ts";

const STATE = `${import.meta.dirname}/../.watchpost`;
const BUCKET = "demo-cloudtrail-logs";
const ACCOUNT = "111122223333";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/watchpost-log-reader`;
const TICK_MS = 60_000;

type Secrets = {
  readonly token: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly externalId: string;
};

/** Made once and kept beside the data, so that a second start has the same address, token and keys. */
function secrets(): Secrets {
  const file = `${STATE}/secrets.json`;
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Secrets;
  mkdirSync(STATE, { recursive: true });
  const made: Secrets = {
    token: randomBytes(32).toString("hex"),
    accessKeyId: `AKIA${randomBytes(8).toString("hex").toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString("base64url"),
    externalId: randomBytes(16).toString("hex"),
  };
  writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600 });
  return made;
}

async function isFree(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

async function launch(options: StartOptions, own: Secrets): Promise<System> {
  const awsPort = options.port + 1;
  const awsUrl = `http://127.0.0.1:${awsPort}`;
  return await startSystem({
    port: options.port,
    awsPort,
    persistDir: `${STATE}/data`,
    aws: {
      accountId: ACCOUNT,
      region: "us-east-1",
      users: [{ name: "watchpost", accessKeyId: own.accessKeyId, secretAccessKey: own.secretAccessKey }],
      roles: [{ arn: ROLE, externalId: own.externalId, allow: [{ bucket: BUCKET }] }],
      buckets: [{ name: BUCKET, region: "us-east-1" }],
    },
    bindings: {
      LOCAL: "1",
      API_TOKEN: own.token,
      AWS_ACCESS_KEY_ID: own.accessKeyId,
      AWS_SECRET_ACCESS_KEY: own.secretAccessKey,
      AWS_ENDPOINT_URL: awsUrl,
      SLACK_WEBHOOK_URL: `${awsUrl}/_watchpost/receivers/slack`,
      PUBLIC_URL: `http://127.0.0.1:${options.port}`,
      POLL_IDLE_MINUTES_MAX: "0",
      DISCOVERY_MINUTES: "0",
    },
  });
}

type Ready = {
  readonly url: string;
  readonly token: string;
  readonly s3: {
    readonly endpoint: string;
    readonly bucket: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
  };
  readonly receivers: { readonly slack: string };
};

function readyOf({ port }: StartOptions, own: Secrets): Ready {
  const endpoint = `http://127.0.0.1:${port + 1}`;
  const { accessKeyId, secretAccessKey } = own;
  return {
    url: `http://127.0.0.1:${port}`,
    token: own.token,
    s3: { endpoint, bucket: BUCKET, accessKeyId, secretAccessKey },
    receivers: { slack: `${endpoint}/_watchpost/receivers/slack` },
  };
}

function explain({ url, token, s3, receivers }: Ready, objects: number): string {
  const keys = `AWS_ACCESS_KEY_ID=${s3.accessKeyId} AWS_SECRET_ACCESS_KEY=${s3.secretAccessKey} AWS_DEFAULT_REGION=us-east-1`;
  return `
Watchpost is running at ${url}  (access token: ${token})
${objects > 0 ? `\nThe demo, ${objects} CloudTrail objects of recorded attacks, is being read.\n` : ""}
  findings        curl -s -H "Authorization: Bearer ${token}" ${url}/v1/findings
  sources         curl -s -H "Authorization: Bearer ${token}" ${url}/v1/sources
  Slack messages  curl -s ${receivers.slack}/received
  the logs in S3  ${keys} \\
                  aws s3 ls --recursive --endpoint-url ${s3.endpoint} s3://${s3.bucket}

New objects under AWSLogs/<account>/CloudTrail/<Region>/ are read within a minute; at once by
  curl ${url}/cdn-cgi/handler/scheduled
Ctrl-C ends it; the data stay in .watchpost (npm start -- --reset begins anew).`;
}

async function main(args: readonly string[]): Promise<number> {
  const options = parseStartOptions(args);
  if (!options.ok) {
    console.error(`start: ${options.error}`);
    return 2;
  }
  const { port, reset, demo, json } = options.value;
  for (const needed of [port, port + 1]) {
    if (await isFree(needed)) continue;
    console.error(`start: port ${needed} is in use; choose another with: npm start -- --port ${port + 10}`);
    return 1;
  }
  if (reset) rmSync(STATE, { recursive: true, force: true });
  const own = secrets();
  const ended = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  const system = await launch(options.value, own);
  const ready = readyOf(options.value, own);
  const role = { arn: ROLE, externalId: own.externalId };
  const objects = demo ? await loadDemo({ api: ready.url, token: own.token, s3: ready.s3, role }) : 0;
  console.log(json ? JSON.stringify(ready) : explain(ready, objects));
  const ticking = setInterval(() => void system.tick().catch(() => {}), TICK_MS);
  await system.tick();
  await ended;
  clearInterval(ticking);
  await system.dispose();
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`start: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
