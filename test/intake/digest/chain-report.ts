/** Reports of chains made by the signer, and what harm they tell of. */

import { type ChainInput, type ChainReport, verifyChain } from "../../../src/intake/digest/chain.ts";
import { checkDigest, type DigestObject } from "../../../src/intake/digest/verify.ts";
import { type Chain, keyOf, textOf } from "./signer.ts";

export const MINUTE_MS = 60_000;

export async function report(chain: Chain, options: Partial<ChainInput> = {}): Promise<ChainReport> {
  const digests = await Promise.all(chain.digests.map((object) => checkDigest(object, keyOf)));
  return verifyChain({
    digests,
    fromMs: chain.startMs,
    nowMs: chain.endMs + 10 * MINUTE_MS,
    head: null,
    announcedMs: [],
    files: chain.files,
    ...options,
  });
}

/** Every kind of harm that a report tells of, once each. */
export function harmOf(found: ChainReport): string[] {
  const lists = { changed: found.changedFiles, missing: found.missingFiles, unlisted: found.unlistedFiles };
  const files = Object.entries(lists).flatMap(([kind, list]) => (list.length > 0 ? [`file-${kind}`] : []));
  const silence = found.silentSinceMs === null ? [] : ["silence"];
  return [...new Set([...found.problems.map(({ kind }) => kind), ...files, ...silence])].sort();
}

export function withText(object: DigestObject, change: (text: string) => string): DigestObject {
  return { ...object, content: new TextEncoder().encode(change(textOf(object))) };
}
