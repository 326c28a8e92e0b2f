/** What holds for every detector of flows and lookups, so that no review has to look for it. */

import { dnsAnswer } from "../../../src/core/event-dns.ts";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fileNameOf } from "../../../src/core/detect/describe.ts";
import { HOST_DETECTORS } from "../../../src/core/detect/host-catalogue.ts";
import type { HostDetector, HostMatch } from "../../../src/core/detect/host-detector.ts";
import type { Flow } from "../../../src/core/event-flow.ts";
import { FINDING_TYPES } from "../../../src/core/finding-types.ts";
import type { HostBatch, Lookup } from "../../../src/core/group/host-batch.ts";
import { batch, ip } from "./host-batches.ts";
import { collectHostSamples, type HostSamples, judgeHost } from "./host-detector-tests.ts";
import { logText } from "./log-json.ts";

const SOURCES = new URL("../../../src/core/detect/detectors/host/", import.meta.url);
const TESTS = new URL("detectors/host/", import.meta.url);

/** Longest title and description before they are cut to fit a finding: names of NAME_CHARS_MAX and a few sentences. */
const TITLE_CHARS_MAX = 700;
const DESCRIPTION_CHARS_MAX = 1_500;
const GENERATED_BATCHES = 1_000;
/** Records of a sample that a generated batch starts from, so that a thousand take seconds. */
const SAMPLE_RECORDS_MAX = 20;

function namesIn(folder: URL, ending: string): string[] {
  const files = readdirSync(fileURLToPath(folder.href)).filter((file) => file.endsWith(ending));
  return files.map((file) => file.slice(0, -ending.length)).sort();
}

async function samplesOf(detector: HostDetector): Promise<HostSamples> {
  const url = new URL(`${fileNameOf(detector.type)}.test.ts`, TESTS);
  return collectHostSamples(() => import(/* @vite-ignore */ fileURLToPath(url.href)));
}

test("each detector is listed once", () => {
  const types = HOST_DETECTORS.map((detector) => detector.type);
  expect(types).toEqual([...new Set(types)]);
  for (const type of types) expect(FINDING_TYPES).toHaveProperty([type]);
});

test("the folder holds the listed detectors, named after their types, and nothing else", () => {
  expect(namesIn(SOURCES, ".ts")).toEqual(HOST_DETECTORS.map((detector) => fileNameOf(detector.type)).sort());
});

test("each file exports its own detector alone", async () => {
  for (const detector of HOST_DETECTORS) {
    const exported: object = await import(
      /* @vite-ignore */ fileURLToPath(new URL(`${fileNameOf(detector.type)}.ts`, SOURCES).href)
    );
    expect(Object.values(exported)).toEqual([detector]);
  }
});

test("each detector has a mirrored test, and each test a detector", () => {
  expect(namesIn(TESTS, ".test.ts")).toEqual(namesIn(SOURCES, ".ts"));
});

describe.each(HOST_DETECTORS.map((detector) => [detector.type, detector] as const))("%s", (_type, detector) => {
  test("says in prose what it does, misses and confuses", () => {
    for (const prose of [detector.summary, detector.misses, detector.falsePositives]) {
      expect(prose.length).toBeGreaterThan(30);
      expect(prose.length).toBeLessThan(500);
      expect(prose).toMatch(/^[A-Z].*[.]$/);
    }
  });

  test("names ATT&CK techniques, what it reads and needs", () => {
    expect(detector.attack.length).toBeGreaterThan(0);
    for (const technique of detector.attack) expect(technique).toMatch(/^T\d{4}(?:\.\d{3})?$/);
    expect(detector.needs.length).toBeGreaterThan(0);
    expect(detector.reads.length).toBeGreaterThan(0);
    expect(detector.reads).toEqual([...new Set(detector.reads)]);
  });

  test("fires on a sample of its own and stays quiet on a near miss", async () => {
    const { detector: tested, fires, quiet } = await samplesOf(detector);
    expect(tested).toBe(detector);
    const firing = fires.filter(([, of, , history]) => judgeHost(detector, of, history).length > 0);
    expect(firing.length).toBeGreaterThan(0);
    expect(quiet.filter(([, of, history]) => judgeHost(detector, of, history).length === 0).length).toBeGreaterThan(0);
  });

  test("speaks within bounds of its samples, and names their records", async () => {
    for (const [, of, , history] of (await samplesOf(detector)).fires) {
      for (const match of judgeHost(detector, of, history)) {
        expectBounded(match);
        const records = [...of.flows, ...of.lookups].map(({ record }) => record);
        if (records.length > 0) expect(records).toContain(match.record);
      }
    }
  });

  test("throws on none of a thousand generated batches, and speaks within bounds", async () => {
    const { fires } = await samplesOf(detector);
    fc.assert(
      fc.property(batchesLike(fires.map(([, of]) => of)), (of) => {
        for (const match of judgeHost(detector, of)) expectBounded(match);
      }),
      { seed: 20_250_101, numRuns: GENERATED_BATCHES },
    );
  });
});

function expectBounded(match: HostMatch): void {
  expect(match.title.length).toBeLessThanOrEqual(TITLE_CHARS_MAX);
  expect(match.description.length).toBeLessThanOrEqual(DESCRIPTION_CHARS_MAX);
  // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
  expect(`${match.title}${match.description}`).not.toMatch(/[\u0000-\u001f\u202e]/);
  expect(match.title).toMatch(/^\S.*\.$/u);
  expect(JSON.stringify([match.subject, match.action, match.additionalInfo]).length).toBeLessThan(20_000);
  expect(Number.isFinite(match.timeMs)).toBe(true);
}

/** Batches with all that strangers and attackers can write into a log. */
function batchesLike(samples: readonly HostBatch[]): fc.Arbitrary<HostBatch> {
  const flows = samples.flatMap((sample) => sample.flows).slice(0, SAMPLE_RECORDS_MAX);
  const lookups = samples.flatMap((sample) => sample.lookups).slice(0, SAMPLE_RECORDS_MAX);
  return fc
    .tuple(
      fc.array(flows.length === 0 ? fc.constant(null) : fc.constantFrom(...flows).chain(hostileFlow), { maxLength: 8 }),
      fc.array(lookups.length === 0 ? fc.constant(null) : fc.constantFrom(...lookups).chain(hostileLookup), {
        maxLength: 8,
      }),
      logText,
    )
    .map(([flows, lookups, host]) => ({
      ...batch(
        flows.filter((flow) => flow !== null),
        lookups.filter((lookup) => lookup !== null),
      ),
      host,
    }));
}

const count = fc.oneof(fc.nat(20), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }));
/** A log of months may be one file; most records are of minutes. */
const span = fc.oneof({ weight: 9, arbitrary: fc.nat(1_200_000) }, { weight: 1, arbitrary: fc.nat(100 * 86_400_000) });
const time = fc.oneof(fc.integer({ min: 0, max: 4_294_967_295_000 }), fc.constant(1_741_600_800_000));

function hostileFlow(flow: Flow): fc.Arbitrary<Flow> {
  const changes = fc.record(
    {
      records: fc.integer({ min: 1, max: 1_000_000 }),
      remoteIp: fc.constantFrom(ip("8.8.8.8"), ip("10.0.0.1"), ip("224.0.0.1"), "::1", "fe80::1", 0, 0xffffffff),
      localPort: fc.option(fc.nat(65_535)),
      remotePort: fc.option(fc.nat(65_535)),
      protocol: fc.option(fc.nat(255)),
      initiator: fc.constantFrom("local", "remote", "unknown"),
      initiatorBasis: fc.constantFrom("flags", "ports", "reject", "none"),
      packetsOut: count,
      packetsIn: count,
      bytesOut: count,
      bytesIn: count,
      action: fc.constantFrom("ACCEPT", "REJECT", null),
      interfaceId: fc.option(logText),
      remoteService: fc.option(logText),
    },
    { requiredKeys: [] },
  );
  return fc.tuple(changes, time, span).map(([changes, firstMs, spanMs]) => ({
    ...flow,
    ...(changes as Partial<Flow>),
    firstMs,
    lastMs: firstMs + spanMs,
  }));
}

function hostileLookup(lookup: Lookup): fc.Arbitrary<Lookup> {
  const name = fc.oneof(logText, fc.constantFrom(".", "..", "a..b", "__proto__.com", `${"x".repeat(900)}.com`));
  return fc
    .tuple(fc.oneof(name, fc.constant(lookup.name)), logText, fc.option(logText), logText, time, span, count)
    .map(([name, type, rcode, rdata, firstMs, spanMs, records]) => ({
      ...lookup,
      name,
      nameLower: name.toLowerCase(),
      type,
      rcode,
      answers: [dnsAnswer(rdata, "A", "IN")],
      records,
      firstMs,
      lastMs: firstMs + spanMs,
    }));
}
