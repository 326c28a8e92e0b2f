/** CloudTrail's public keys by fingerprint. Source: CloudTrail API Reference, ListPublicKeys (JSON 1.1). */

import { Buffer } from "node:buffer";
import { z } from "zod";
import { serviceHost } from "../../aws/region.ts";
import {
  PUBLIC_KEY_MARGIN_MS,
  PUBLIC_KEY_MISS_MS,
  PUBLIC_KEY_PAGES_MAX,
  PUBLIC_KEYS_ANSWER_BYTES_MAX,
  PUBLIC_KEYS_CACHED_MAX,
} from "../../core/limits.ts";

/** A request that the caller signs for `service` and `region`, sends and retries; it throws where AWS refuses. */
export type SignedRequest = {
  readonly service: "cloudtrail";
  readonly region: string;
  readonly method: "POST";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};
export type SignedFetch = (request: SignedRequest) => Promise<Response>;

const answerSchema = z.object({
  PublicKeyList: z
    .array(z.object({ Fingerprint: z.string().max(128), Value: z.base64().max(8_192) }))
    .max(1_000)
    .default([]),
  NextToken: z.string().max(4_096).nullish(),
});

export type PublicKeys = {
  /** DER (PKCS #1) of the Region's key with this fingerprint, valid around `timeMs`; null where CloudTrail knows none. */
  readonly find: (region: string, fingerprint: string, timeMs: number) => Promise<Uint8Array | null>;
};

/** Keys are kept for the life of the object, bounded; misses for PUBLIC_KEY_MISS_MS. Each Region has its own keys. */
export function createPublicKeys(fetch: SignedFetch, nowMs: () => number, endpoint?: string): PublicKeys {
  const keys = new Map<string, Uint8Array>();
  const askedMs = new Map<string, number>();

  async function ask(region: string, timeMs: number): Promise<void> {
    let token: string | null = null;
    for (let page = 0; page < PUBLIC_KEY_PAGES_MAX; page++) {
      const answer = await listPublicKeys(fetch, region, timeMs, token, endpoint);
      for (const { Fingerprint, Value } of answer.PublicKeyList) {
        remember(keys, `${region} ${Fingerprint.toLowerCase()}`, new Uint8Array(Buffer.from(Value, "base64")));
      }
      token = answer.NextToken ?? null;
      if (token === null) return;
    }
  }

  async function find(region: string, fingerprint: string, timeMs: number): Promise<Uint8Array | null> {
    const name = `${region} ${fingerprint.toLowerCase()}`;
    const known = keys.get(name);
    if (known) return known;
    // The answer depends on the time alone, so one call an hour of digests serves every fingerprint in it.
    const period = `${region} ${Math.floor(timeMs / PUBLIC_KEY_MARGIN_MS)}`;
    if (nowMs() - (askedMs.get(period) ?? Number.NEGATIVE_INFINITY) < PUBLIC_KEY_MISS_MS) return null;
    await ask(region, timeMs);
    remember(askedMs, period, nowMs());
    return keys.get(name) ?? null;
  }
  return { find };
}

/** The oldest entry makes room. */
function remember<V>(cache: Map<string, V>, name: string, value: V): void {
  cache.delete(name);
  const oldest = cache.keys().next();
  if (cache.size >= PUBLIC_KEYS_CACHED_MAX && !oldest.done) cache.delete(oldest.value);
  cache.set(name, value);
}

async function listPublicKeys(
  fetch: SignedFetch,
  region: string,
  timeMs: number,
  token: string | null,
  endpoint: string | undefined,
): Promise<z.infer<typeof answerSchema>> {
  const response = await fetch({
    service: "cloudtrail",
    region,
    method: "POST",
    url: new URL(endpoint ?? `https://${serviceHost("cloudtrail", region)}/`),
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.ListPublicKeys",
    },
    body: JSON.stringify({
      StartTime: Math.floor((timeMs - PUBLIC_KEY_MARGIN_MS) / 1000),
      EndTime: Math.ceil((timeMs + PUBLIC_KEY_MARGIN_MS) / 1000),
      ...(token === null ? {} : { NextToken: token }),
    }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`ListPublicKeys: ${response.status} ${text.slice(0, 200)}`);
  if (text.length > PUBLIC_KEYS_ANSWER_BYTES_MAX) throw new Error("ListPublicKeys: the answer is too long");
  return answerSchema.parse(JSON.parse(text));
}
