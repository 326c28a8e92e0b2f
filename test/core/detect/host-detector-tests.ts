/**
 * The common part of every host detector's test: it fires on its samples, with the match expected, and stays quiet on its
 * near misses. A sample is a batch, judged after the batches of its history were counted into an empty profile. A mirrored
 * test is one default export of `hostDetectorTests(…)`; the catalogue test loads the same files through
 * `collectHostSamples` and gets their samples without running the tests twice.
 */

import { expect, test } from "vitest";
import type { HostDetector, HostMatch } from "../../../src/core/detect/host-detector.ts";
import type { HostBatch } from "../../../src/core/group/host-batch.ts";
import { foldHost, pruneHost } from "../../../src/core/profile/fold-host.ts";
import { emptyHostProfile } from "../../../src/core/profile/host-profile.ts";

/** [claim, batch, what the first match must hold (fires only), batches before it]. */
export type HostFires = readonly [
  claim: string,
  batch: HostBatch,
  match?: Partial<HostMatch>,
  history?: readonly HostBatch[],
];
export type HostQuiet = readonly [claim: string, batch: HostBatch, history?: readonly HostBatch[]];
export type HostSamples = {
  readonly detector: HostDetector;
  readonly fires: readonly HostFires[];
  readonly quiet: readonly HostQuiet[];
};

let collecting = false;

export function hostDetectorTests(
  detector: HostDetector,
  fires: readonly HostFires[],
  quiet: readonly HostQuiet[],
): HostSamples {
  if (!collecting) {
    for (const [claim, batch, match, history] of fires) {
      test(`fires on ${claim}`, () => {
        const found = judgeHost(detector, batch, history);
        expect(found.length).toBeGreaterThan(0);
        expect(found[0]).toMatchObject(match ?? {});
      });
    }
    for (const [claim, batch, history] of quiet) {
      test(`stays quiet on ${claim}`, () => expect(judgeHost(detector, batch, history)).toEqual([]));
    }
  }
  return { detector, fires, quiet };
}

/** As observeHost does: the batch is in the profile's windows before it is judged. */
export function judgeHost(
  detector: HostDetector,
  batch: HostBatch,
  history: readonly HostBatch[] = [],
): readonly HostMatch[] {
  const profile = emptyHostProfile([batch.accountId, batch.region, batch.host]);
  for (const before of history) {
    foldHost(profile, before);
    pruneHost(profile);
  }
  foldHost(profile, batch);
  const isRead = detector.reads.some((part) => batch[part].length > 0) || (batch.signals ?? []).length > 0;
  return isRead ? detector.detect(batch, { profile }) : [];
}

export async function collectHostSamples(load: () => Promise<{ readonly default: HostSamples }>): Promise<HostSamples> {
  collecting = true;
  try {
    return (await load()).default;
  } finally {
    collecting = false;
  }
}
