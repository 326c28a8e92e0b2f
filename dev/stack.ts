/** Starts the local AWS (dev/aws) in Miniflare, alone or beside other Workers. Nothing here needs a network. */

import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type V4WorkerOptions } from "miniflare";
import { type LocalAwsConfig, parseLocalAwsConfig } from "./aws/config.ts";

export type { LocalAwsConfig } from "./aws/config.ts";

const HOST = "127.0.0.1";
const COMPATIBILITY_DATE = "2026-08-01";

export const LOCAL_AWS_NAME = "local-aws";

/** The R2 bucket under the local S3: object KEY of BUCKET lies at `BUCKET/KEY`. */
export const LOCAL_AWS_OBJECTS_BINDING = "OBJECTS";

export interface LocalAwsOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** Where objects, sessions and received posts are kept. Absent: nowhere, they go with the process. */
  readonly persistDir?: string;
  readonly config: LocalAwsConfig;
}

export interface LocalAws {
  /** Endpoint of S3 and STS; receivers are at `${url}/_watchpost/receivers/NAME`. No slash at its end. */
  readonly url: string;
  readonly miniflare: Miniflare;
  readonly dispose: () => Promise<void>;
}

/**
 * The local AWS as one of a Miniflare's Workers. It listens on a socket of its own (ask `unsafeGetDirectURL` for it):
 * Miniflare's main socket rewrites paths and headers that are signed. Throws when the configuration is wrong.
 */
export async function localAwsWorkerOptions(config: LocalAwsConfig, port = 0): Promise<V4WorkerOptions> {
  return {
    name: LOCAL_AWS_NAME,
    modules: [{ type: "ESModule", path: "local-aws.js", contents: await bundle() }],
    compatibilityDate: COMPATIBILITY_DATE,
    bindings: { AWS_CONFIG: JSON.stringify(parseLocalAwsConfig(config)) },
    r2Buckets: { [LOCAL_AWS_OBJECTS_BINDING]: "local-aws-objects" },
    durableObjects: { RECEIVERS: { className: "Receiver", useSQLite: true } },
    unsafeDirectSockets: [{ host: HOST, port }],
  };
}

/** Resolves when requests are answered. */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const worker = await localAwsWorkerOptions(options.config, options.port);
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: HOST,
      port: 0,
      cf: false,
      log: new Log(LogLevel.ERROR),
      ...(options.persistDir === undefined ? {} : { resourcePersistencePath: options.persistDir }),
      workers: [worker],
    }),
  );
  await miniflare.ready;
  return { url: await localAwsUrl(miniflare), miniflare, dispose: () => miniflare.dispose() };
}

/** The endpoint of the local AWS in a Miniflare that has it. */
export async function localAwsUrl(miniflare: Miniflare): Promise<string> {
  return (await miniflare.unsafeGetDirectURL(LOCAL_AWS_NAME)).origin;
}

async function bundle(): Promise<string> {
  const built = await build({
    entryPoints: [fileURLToPath(import.meta.resolve("./aws/worker.ts"))],
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    conditions: ["workerd", "worker", "import"],
    target: "es2024",
    external: ["cloudflare:*"],
    logLevel: "silent",
  });
  const [output] = built.outputFiles;
  if (output === undefined) throw new Error("dev/aws/worker.ts: the bundler gave no output");
  return output.text;
}
