/** Collects records by the object that AWS would write them to, and writes the objects of finished days. */

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildLogKey } from "../../src/core/sources/build-log-key.ts";
import type { LogKind } from "../../src/core/sources/log-key.ts";
import { HOUR_MS } from "./clock.ts";
import { Random } from "./random.ts";

/** Where a record goes; VPC and flow log id where the kind has them. */
export type Place = {
  readonly kind: LogKind;
  readonly accountId: string;
  readonly region: string;
  readonly vpcId: string | null;
  readonly flowLogId: string | null;
  /** First line of the object: the names of the flow log's fields. */
  readonly header: string | null;
};

/** Times and texts side by side: millions of small objects would keep the collector busy. */
type Bucket = { readonly times: number[]; readonly texts: string[] };

/** Level 1: the logs are written once and read a few times. */
const GZIP_LEVEL = 1;

export class LogFiles {
  readonly #root: string;
  readonly #seed: number;
  /** By place (the same object each time) and hour. */
  readonly #buckets = new Map<Place, Map<number, Bucket>>();
  readonly #folders = new Set<string>();
  readonly counts = { objects: 0, cloudtrail: 0, flow: 0, dns: 0 };

  constructor(root: string, seed: number) {
    this.#root = root;
    this.#seed = seed;
  }

  /** One object an hour: fewer and larger than AWS's, the same records. */
  add(place: Place, timeMs: number, text: string): void {
    const hourMs = timeMs - (timeMs % HOUR_MS);
    let hours = this.#buckets.get(place);
    if (hours === undefined) this.#buckets.set(place, (hours = new Map<number, Bucket>()));
    let bucket = hours.get(hourMs);
    if (bucket === undefined) hours.set(hourMs, (bucket = { times: [], texts: [] }));
    bucket.times.push(timeMs);
    bucket.texts.push(inOnePiece(text));
    this.counts[place.kind]++;
  }

  /** Writes and forgets what ends before `beforeMs`. */
  flush(beforeMs: number): void {
    for (const [place, hours] of this.#buckets) {
      for (const [hourMs, bucket] of hours) {
        if (hourMs + HOUR_MS > beforeMs) continue;
        this.#write(place, hourMs, bucket);
        hours.delete(hourMs);
      }
    }
  }

  #write(place: Place, hourMs: number, { times, texts }: Bucket): void {
    const name = `${place.kind} ${place.accountId} ${place.region} ${hourMs}`;
    const path = join(
      this.#root,
      buildLogKey({
        ...place,
        prefix: "",
        organizationId: null,
        layout: "daily",
        day: new Date(hourMs).toISOString().slice(0, 10),
        hour: null,
        timeMs: hourMs + HOUR_MS,
        unique: new Random(this.#seed, name).id(16),
        parquet: false,
      }),
    );
    // Equal times keep the order in which they came.
    const order = times.map((_, at) => at).sort((one, other) => (times[one] ?? 0) - (times[other] ?? 0));
    const sorted = order.map((at) => texts[at] ?? "");
    const body =
      place.kind === "cloudtrail"
        ? `{"Records":[${sorted.join(",")}]}`
        : `${[...(place.header === null ? [] : [place.header]), ...sorted].join("\n")}\n`;
    this.#makeFolder(dirname(path));
    writeFileSync(path, gzipSync(body, { level: GZIP_LEVEL }));
    this.counts.objects++;
  }

  #makeFolder(path: string): void {
    if (this.#folders.has(path)) return;
    mkdirSync(path, { recursive: true });
    this.#folders.add(path);
  }
}

/** A text put together from pieces is kept as pieces until a character is read: five times the memory. */
function inOnePiece(text: string): string {
  return text.charCodeAt(0) >= 0 ? text : "";
}
