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

type Line = { readonly timeMs: number; readonly text: string };
type Bucket = { readonly place: Place; readonly hourMs: number; readonly lines: Line[] };

/** Level 1: the logs are written once and read a few times. */
const GZIP_LEVEL = 1;

export class LogFiles {
  readonly #root: string;
  readonly #seed: number;
  readonly #buckets = new Map<string, Bucket>();
  readonly counts = { objects: 0, cloudtrail: 0, flow: 0, dns: 0 };

  constructor(root: string, seed: number) {
    this.#root = root;
    this.#seed = seed;
  }

  /** One object an hour: fewer and larger than AWS's, the same records. */
  add(place: Place, timeMs: number, text: string): void {
    const hourMs = Math.floor(timeMs / HOUR_MS) * HOUR_MS;
    const key = `${place.kind} ${place.accountId} ${place.region} ${place.vpcId ?? ""} ${place.flowLogId ?? ""} ${hourMs}`;
    let bucket = this.#buckets.get(key);
    if (bucket === undefined) {
      bucket = { place, hourMs, lines: [] };
      this.#buckets.set(key, bucket);
    }
    bucket.lines.push({ timeMs, text });
    this.counts[place.kind]++;
  }

  /** Writes and forgets what ends before `beforeMs`. */
  flush(beforeMs: number): void {
    for (const [key, bucket] of this.#buckets) {
      if (bucket.hourMs + HOUR_MS > beforeMs) continue;
      this.#write(key, bucket);
      this.#buckets.delete(key);
    }
  }

  #write(key: string, { place, hourMs, lines }: Bucket): void {
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
        unique: new Random(this.#seed, key).id(16),
        parquet: false,
      }),
    );
    // Equal times keep the order in which they came.
    const texts = lines.sort((one, other) => one.timeMs - other.timeMs).map(({ text }) => text);
    const body =
      place.kind === "cloudtrail"
        ? `{"Records":[${texts.join(",")}]}`
        : `${[...(place.header === null ? [] : [place.header]), ...texts].join("\n")}\n`;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, gzipSync(body, { level: GZIP_LEVEL }));
    this.counts.objects++;
  }
}
