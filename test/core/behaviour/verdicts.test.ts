/** What is told of a day does not depend on how its records were cut into chunks, on their order, or on replays. */

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { applyChunk, type ProfileHost } from "../../../src/core/apply-chunk.ts";
import type { ApiCall, Identity } from "../../../src/core/event.ts";
import type { Hit, Sighting } from "../../../src/core/finding.ts";
import { memoryProfiles } from "../../../src/core/memory-profiles.ts";
import { ABROAD, DAY_MS, deed, OFFICE, PEOPLE, START, usualDays } from "./habits.ts";

const DAYS = 20;
const HOUR_MS = 3_600_000;
const TODAY = START + DAYS * DAY_MS;
const USUAL = usualDays(PEOPLE, DAYS);

const DEEDS = [
  "iam:CreateUser",
  "iam:CreateAccessKey",
  "iam:AttachUserPolicy",
  "cloudtrail:StopLogging",
  "secretsmanager:GetSecretValue",
  "kms:ListKeys",
  "rds:DescribeDBInstances",
  "ec2:DescribeInstances",
  "sns:ListTopics",
  "iam:ListRoles",
];

let serial = 0;

function chunkOf(calls: readonly ApiCall[]) {
  return {
    number: 0,
    calls: calls.toSorted((one, other) => one.timeMs - other.timeMs || (one.id < other.id ? -1 : 1)),
  };
}

async function told(host: ProfileHost, calls: readonly ApiCall[]): Promise<readonly Sighting[]> {
  return (await applyChunk({ id: `chunk-${serial++}`, bucket: 0 }, chunkOf(calls), host)).sightings;
}

async function learnedHost(): Promise<ProfileHost> {
  const host = memoryProfiles();
  await told(host, USUAL);
  return host;
}

const isAnomalous = ({ type }: Pick<Hit, "type">): boolean => type.endsWith("AnomalousBehavior");

type Verdicts = { readonly events: number; readonly kinds: ReadonlySet<string>; readonly firstMs: number };

/** `events`: that were told; `kinds`: principal, type and severity. */
function verdictsOf(sightings: readonly Sighting[]): Verdicts {
  const anomalous = sightings.filter(({ latest }) => isAnomalous(latest));
  return {
    events: anomalous.reduce((sum, { count }) => sum + count, 0),
    kinds: new Set(anomalous.map(({ latest, severity }) => `${latest.subject[0]} ${latest.type} ${severity}`)),
    firstMs: Math.min(...anomalous.map(({ firstMs }) => firstMs)),
  };
}

/** Deeds of two people, few enough to be kept as signals, at hours and places that make runs of some and none of others. */
const someDay = fc
  .array(
    fc.record({
      who: fc.constantFrom(...PEOPLE.slice(0, 2)),
      name: fc.constantFrom(...DEEDS),
      minute: fc.integer({ min: 0, max: 90 }),
      place: fc.constantFrom(OFFICE, ABROAD),
      error: fc.constantFrom(null, null, "AccessDenied"),
    }),
    { minLength: 2, maxLength: 20 },
  )
  .map((deeds) =>
    deeds.map(({ who, name, minute, place, error }, at) =>
      deed(who, name, TODAY + 10 * HOUR_MS + minute * 60_000, place, { id: `today-${at}`, error }),
    ),
  );

const cuts = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 20, maxLength: 20 });

test("the same calls are told in any order and cut; a whole run's verdict is among those of its parts", async () => {
  let telling = 0;
  const property = fc.asyncProperty(someDay, cuts, async (calls, parts) => {
    const whole = verdictsOf(await told(await learnedHost(), calls));
    const host = await learnedHost();
    const sightings: Sighting[] = [];
    for (let part = 0; part <= 5; part++) {
      const some = calls.filter((_, at) => parts[at] === part);
      if (some.length > 0) sightings.push(...(await told(host, some)));
    }
    const cut = verdictsOf(sightings);
    expect(cut.events).toBe(whole.events);
    expect(cut.firstMs).toBe(whole.firstMs);
    expect([...whole.kinds].filter((kind) => !cut.kinds.has(kind))).toEqual([]);
    if (whole.events > 0) telling++;
  });
  await fc.assert(property, { seed: 5, numRuns: 60 });
  expect(telling, "most of these days have something to tell").toBeGreaterThan(30);
});

test("a run over two Regions, which come in two files, is one finding", async () => {
  const [alice] = PEOPLE as [Identity];
  const host = await learnedHost();
  const local = deed(alice, "secretsmanager:GetSecretValue", TODAY + 10 * HOUR_MS, ABROAD, { id: "local" });
  const global = deed(alice, "iam:CreateAccessKey", TODAY + 10 * HOUR_MS + 60_000, ABROAD, { id: "global" });
  const more = deed(alice, "secretsmanager:GetSecretValue", TODAY + 10 * HOUR_MS + 120_000, ABROAD, { id: "more" });
  const first = await told(host, [global]);
  const second = await told(host, [local, more]);
  expect([local.region, global.region]).toEqual(["eu-west-1", "us-east-1"]);
  const ids = new Set(
    [...first, ...second].filter(({ latest }) => isAnomalous(latest)).map(({ findingId }) => findingId),
  );
  expect(ids.size).toBe(1);
});

test("within one chunk the order of records changes nothing", async () => {
  const property = fc.asyncProperty(someDay, async (calls) => {
    const forwards = await told(await learnedHost(), calls);
    const backwards = await told(await learnedHost(), calls.toReversed());
    expect(verdictsOf(backwards)).toEqual(verdictsOf(forwards));
  });
  await fc.assert(property, { seed: 6, numRuns: 20 });
});

test("a replay tells nothing new, and changes nothing that is told later", async () => {
  const property = fc.asyncProperty(someDay, someDay, async (calls, more) => {
    const later = more.map((call) => ({ ...call, id: `later-${call.id}`, timeMs: call.timeMs + DAY_MS }));
    const once = await learnedHost();
    const twice = await learnedHost();
    await told(once, calls);
    await told(twice, calls);
    expect(await told(twice, calls)).toEqual([]);
    expect(verdictsOf(await told(twice, later))).toEqual(verdictsOf(await told(once, later)));
  });
  await fc.assert(property, { seed: 7, numRuns: 20 });
});
