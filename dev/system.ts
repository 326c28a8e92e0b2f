/** The whole system on this machine: the Worker with its bindings and a local AWS, in one Miniflare. No network. */

import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, Response, type V4WorkerOptions } from "miniflare";
import { unstable_getMiniflareWorkerOptions, unstable_splitSqlQuery } from "wrangler";
import { bundleWorker } from "./build.ts";
import { ADDRESS_TABLE_PATH, ensureAddressTable } from "./tables/address-table-file.ts";
import { type LocalAwsConfig, localAwsWorkerOptions } from "./stack.ts";

const ROOT = `${import.meta.dirname}/..`;
const HOST = "127.0.0.1";
const NAME = "watchpost";

export type SystemOptions = {
  readonly port: number;
  readonly awsPort: number;
  /** Absent: nothing outlives the process. */
  readonly persistDir?: string;
  readonly aws: LocalAwsConfig;
  /** Variables and secrets of the Worker. */
  readonly bindings: Readonly<Record<string, string>>;
  readonly verbose?: boolean;
};

export type System = {
  readonly url: string;
  readonly miniflare: Miniflare;
  /** A cron tick, now. */
  readonly tick: () => Promise<boolean>;
  readonly dispose: () => Promise<void>;
};

/** Resolves when migrations are applied and requests are answered. */
export async function startSystem(options: SystemOptions): Promise<System> {
  // Assets are listed when the Worker starts: the table must be there by then.
  await ensureAddressTable();
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: HOST,
      port: options.port,
      cf: false,
      log: new Log(options.verbose ? LogLevel.INFO : LogLevel.ERROR),
      ...(options.persistDir === undefined ? {} : { resourcePersistencePath: options.persistDir }),
      workers: [
        await frontOptions(),
        await watchpostOptions(options.bindings),
        await localAwsWorkerOptions(options.aws, options.awsPort),
      ],
    }),
  );
  const { origin } = await miniflare.ready;
  await applyMigrations(miniflare);
  const tick = async (): Promise<boolean> => (await fetch(`${origin}/cdn-cgi/handler/scheduled`)).ok;
  return { url: origin, miniflare, tick, dispose: () => miniflare.dispose() };
}

async function frontOptions(): Promise<V4WorkerOptions> {
  const contents = await bundleWorker(`${ROOT}/dev/front.ts`);
  return {
    name: "front",
    compatibilityDate: "2026-08-01",
    compatibilityFlags: ["service_binding_extra_handlers"],
    modules: [{ type: "ESModule", path: "front.js", contents }],
    serviceBindings: { WATCHPOST: NAME },
  };
}

/** The bindings of wrangler.toml, so that there is one truth about them. */
async function watchpostOptions(bindings: Readonly<Record<string, string>>): Promise<V4WorkerOptions> {
  const { workerOptions, main } = unstable_getMiniflareWorkerOptions(`${ROOT}/wrangler.toml`);
  const contents = await bundleWorker(main ?? `${ROOT}/src/index.ts`);
  return {
    ...(workerOptions as V4WorkerOptions),
    name: NAME,
    // Without global_fetch_strictly_public: loopback is no public address, and the local AWS is on it.
    compatibilityFlags: ["nodejs_compat"],
    modules: [{ type: "ESModule", path: "watchpost.js", contents }],
    serviceBindings: { ASSETS: serveAsset },
    bindings: { ...(workerOptions.bindings as Record<string, string>), ...bindings },
  };
}

/** The folder `[assets]` of wrangler.toml, as the binding of it answers: built where it is not there yet. */
async function serveAsset(request: { readonly url: string }): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname !== "/tables/addresses.bin") return new Response(null, { status: 404 });
  await ensureAddressTable();
  return new Response(await readFile(ADDRESS_TABLE_PATH));
}

/** Keeps the table that `wrangler d1 migrations apply` keeps. */
async function applyMigrations(miniflare: Miniflare): Promise<void> {
  const db = await miniflare.getD1Database("DB", NAME);
  await db.exec("CREATE TABLE IF NOT EXISTS d1_migrations (id INTEGER PRIMARY KEY, name TEXT UNIQUE, applied_at TEXT)");
  const { results } = await db.prepare("SELECT name FROM d1_migrations").all<{ name: string }>();
  const applied = new Set(results.map(({ name }) => name));
  for (const name of readdirSync(`${ROOT}/migrations`)
    .filter((file) => file.endsWith(".sql"))
    .sort()) {
    if (applied.has(name)) continue;
    const statements = unstable_splitSqlQuery(readFileSync(`${ROOT}/migrations/${name}`, "utf8"));
    const note = db.prepare("INSERT INTO d1_migrations (name, applied_at) VALUES (?, datetime('now'))").bind(name);
    await db.batch([...statements.map((statement) => db.prepare(statement)), note]);
  }
}
