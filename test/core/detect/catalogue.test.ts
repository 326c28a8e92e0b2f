/** What holds for every detector, so that no review has to look for it. */

import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CALL_DETECTORS } from "../../../src/core/detect/catalogue.ts";
import { fileNameOf } from "../../../src/core/detect/describe.ts";
import type { CallDetector, Match } from "../../../src/core/detect/detector.ts";
import { type ApiCall, IDENTITY_TYPES } from "../../../src/core/event.ts";
import { FINDING_TYPES } from "../../../src/core/finding-types.ts";
import { isObject, type JsonObject } from "../../../src/core/json.ts";
import { identity } from "./api-call.ts";
import { collectSamples, judge, type Samples } from "./detector-tests.ts";
import { damaged, logJson, logText } from "./log-json.ts";

const SOURCES = new URL("../../../src/core/detect/detectors/cloudtrail/", import.meta.url);
const TESTS = new URL("detectors/cloudtrail/", import.meta.url);

/** Longest title and description before they are cut to fit a finding: names of NAME_CHARS_MAX and a few sentences. */
const TITLE_CHARS_MAX = 700;
const DESCRIPTION_CHARS_MAX = 1_500;
const GENERATED_EVENTS = 1_000;

function namesIn(folder: URL, ending: string): string[] {
  const files = readdirSync(fileURLToPath(folder.href)).filter((file) => file.endsWith(ending));
  return files.map((file) => file.slice(0, -ending.length)).sort();
}

async function samplesOf(detector: CallDetector): Promise<Samples> {
  const url = new URL(`${fileNameOf(detector.type)}.test.ts`, TESTS);
  return collectSamples(() => import(/* @vite-ignore */ fileURLToPath(url.href)));
}

test("each detector is listed once", () => {
  const types = CALL_DETECTORS.map((detector) => detector.type);
  expect(types).toEqual([...new Set(types)]);
  for (const type of types) expect(FINDING_TYPES).toHaveProperty([type]);
});

test("the folder holds the listed detectors, named after their types, and nothing else", () => {
  expect(namesIn(SOURCES, ".ts")).toEqual(CALL_DETECTORS.map((detector) => fileNameOf(detector.type)).sort());
});

test("each file exports its own detector alone", async () => {
  for (const detector of CALL_DETECTORS) {
    const exported: object = await import(
      /* @vite-ignore */ fileURLToPath(new URL(`${fileNameOf(detector.type)}.ts`, SOURCES).href)
    );
    expect(Object.values(exported)).toEqual([detector]);
  }
});

test("each detector has a mirrored test, and each test a detector", () => {
  expect(namesIn(TESTS, ".test.ts")).toEqual(namesIn(SOURCES, ".ts"));
});

test("names a file after its type", () => {
  expect(fileNameOf("Stealth:IAMUser/CloudTrailLoggingDisabled")).toBe("stealth-iamuser-cloudtrail-logging-disabled");
  expect(fileNameOf("PenTest:IAMUser/KaliLinux")).toBe("pen-test-iamuser-kali-linux");
  expect(fileNameOf("Backdoor:EC2/C&CActivity.B!DNS")).toBe("backdoor-ec2-c-cactivity-b-dns");
});

describe.each(CALL_DETECTORS.map((detector) => [detector.type, detector] as const))("%s", (_type, detector) => {
  test("says in prose what it does, misses and confuses", () => {
    for (const prose of [detector.summary, detector.misses, detector.falsePositives]) {
      expect(prose.length).toBeGreaterThan(30);
      expect(prose.length).toBeLessThan(500);
      expect(prose).toMatch(/^[A-Z].*[.]$/);
    }
  });

  test("names ATT&CK techniques, what it needs and real-looking calls", () => {
    expect(detector.attack.length).toBeGreaterThan(0);
    for (const technique of detector.attack) expect(technique).toMatch(/^T\d{4}(?:\.\d{3})?$/);
    expect(detector.needs.length).toBeGreaterThan(0);
    const apis = typeof detector.apis === "string" ? [] : detector.apis;
    expect(detector.apis).not.toEqual([]);
    expect(apis).toEqual([...new Set(apis)]);
    for (const api of apis) expect(api).toMatch(/^[a-z][a-z0-9-]*:[A-Z][A-Za-z]+$/);
  });

  test("fires on a sample of its own and stays quiet on a near miss", async () => {
    const { detector: tested, fires, quiet } = await samplesOf(detector);
    expect(tested).toBe(detector);
    expect(
      fires.filter(([, call, , facts, learned]) => judge(detector, call, facts, learned) !== null).length,
    ).toBeGreaterThan(0);
    expect(
      quiet.filter(([, call, facts, learned]) => judge(detector, call, facts, learned) === null).length,
    ).toBeGreaterThan(0);
  });

  test("asks for every call that its samples hold", async () => {
    const { fires } = await samplesOf(detector);
    for (const [claim, call] of fires) {
      const name = `${call.service.replace(".amazonaws.com", "")}:${call.api}`;
      const { apis } = detector;
      expect(typeof apis === "string" || apis.some((api) => api === name), `${claim}: ${name}`).toBe(true);
    }
  });

  test("throws on none of a thousand generated events, and speaks within bounds", async () => {
    const { fires } = await samplesOf(detector);
    const behaviour = fires[0]?.[4] ?? null;
    let matches = 0;
    // Whole but for what surrounds the deed: these reach the detector whatever is drawn below.
    for (const [, call, , facts, learned] of fires) {
      const match = judge(detector, { ...call, userAgent: call.userAgent ?? "x".repeat(5_000) }, facts, learned);
      if (match === null) continue;
      matches++;
      expectBounded(match);
    }
    fc.assert(
      fc.property(callsLike(fires.map(([, call]) => call)), logJson, (call, policy) => {
        const passwordPolicy = isObject(policy) ? policy : undefined;
        const match = judge(detector, call, { passwordPolicy, trailBuckets: new Set(["b"]) }, behaviour);
        if (match === null) return;
        matches++;
        expectBounded(match);
      }),
      { seed: 20_250_101, numRuns: GENERATED_EVENTS },
    );
    expect(matches, "the generated events reach the detector").toBeGreaterThan(0);
  });
});

function expectBounded(match: Match): void {
  expect(match.title.length).toBeLessThanOrEqual(TITLE_CHARS_MAX);
  expect(match.description.length).toBeLessThanOrEqual(DESCRIPTION_CHARS_MAX);
  // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
  expect(`${match.title}${match.description}`).not.toMatch(/[\u0000-\u001f\u202e]/);
  const rest = JSON.stringify([match.subject, match.additionalInfo, match.s3BucketDetails, match.affectedResources]);
  expect(rest.length).toBeLessThan(10_000);
}

/** Calls that the detector asks for, with everything in them that an attacker can write. */
function callsLike(samples: readonly ApiCall[]): fc.Arbitrary<ApiCall> {
  const sample = fc.constantFrom(...samples);
  const userAgent = fc.option(
    fc.oneof(
      logText,
      fc.constantFrom("kali", "parrot", "pentoo").map((word) => `aws-cli/2 md/distrib#${word}.1`),
    ),
  );
  const caller = fc.record({
    type: fc.constantFrom(...IDENTITY_TYPES),
    userName: logText,
    sessionName: fc.option(logText),
    assumedRoot: fc.boolean(),
  });
  const error = fc.option(fc.constantFrom("AccessDenied", "x".repeat(5_000)), { freq: 4 });
  return fc
    .tuple(sample.chain(withHostileRequest), userAgent, caller, error, logText, fc.option(logText))
    .map(([call, userAgent, caller, error, region, sourceDomain]) => ({
      ...call,
      userAgent,
      error,
      identity: { ...identity(caller), issuedTo: call.identity.issuedTo },
      region,
      sourceIp: sourceDomain === null ? "2001:db8::1" : null,
      sourceDomain,
    }));
}

function withHostileRequest(call: ApiCall): fc.Arbitrary<ApiCall> {
  const request = fc.oneof({ weight: 2, arbitrary: damaged(call.request) }, logJson);
  return request.map((json) => {
    const object: JsonObject | null = isObject(json) ? json : null;
    return { ...call, request: object, response: object };
  });
}
