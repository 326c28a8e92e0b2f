/** Who goes slowly is noticed all the same: no ramp becomes the norm unseen. Counted and judged by the real steps, day by day. */

import { expect, test } from "vitest";
import { applyChunk } from "../../../src/core/apply-chunk.ts";
import type { ApiCall } from "../../../src/core/event.ts";
import type { Sighting } from "../../../src/core/finding.ts";
import { memoryProfiles } from "../../../src/core/memory-profiles.ts";
import { callerFacts, DAY_MS, deed, OFFICE, PEOPLE, type Place, START, usualDays, user } from "./habits.ts";

const USUAL_DAYS = 35;
const RAMP_DAYS = 60;
const MALLORY = user("mallory");

/** Of mallory: `day` counts from the first of the ramp; negative before. */
type Day = (day: number) => readonly ApiCall[];

function callsOf(name: string, day: number, count: number, place: Place = OFFICE): ApiCall[] {
  const startMs = START + (USUAL_DAYS + day) * DAY_MS + 9 * 3_600_000;
  return Array.from({ length: count }, (_, at) =>
    deed(MALLORY, name, startMs + Math.floor((at * 28_800_000) / count), place),
  );
}

/** Days of the ramp on which mallory was told of, with the severity. */
async function toldDays(work: Day): Promise<ReadonlyMap<number, Sighting>> {
  const host = memoryProfiles();
  const others = usualDays(PEOPLE, USUAL_DAYS + RAMP_DAYS);
  const told = new Map<number, Sighting>();
  for (let day = -USUAL_DAYS; day < RAMP_DAYS; day++) {
    const from = START + (USUAL_DAYS + day) * DAY_MS;
    const today = others.filter(({ timeMs }) => timeMs >= from && timeMs < from + DAY_MS);
    const calls = [...today, ...work(day)].sort((one, other) => one.timeMs - other.timeMs);
    const { sightings } = await applyChunk({ id: `day ${day}`, bucket: 0 }, { number: 0, calls }, host);
    const own = sightings.find(({ latest }) => latest.subject[0] === MALLORY.principal);
    if (own !== undefined) told.set(day, own);
  }
  return told;
}

/** From 12 calls a day to 36 and beyond, by a constant amount each day. */
const volumeOn = (day: number): number => Math.round(12 * (1 + (Math.max(0, day) * 3) / RAMP_DAYS));
const TRIPLED = Array.from({ length: RAMP_DAYS }, (_, day) => day).find((day) => volumeOn(day) >= 36) as number;

test.each([
  ["a sensitive read", "secretsmanager:GetSecretValue"],
  ["a write", "iam:CreateAccessKey"],
  ["a routine read", "ec2:DescribeInstances"],
])("%s that is made a little more often each day is told as Low before it triples", async (_what, name) => {
  const told = await toldDays((day) => callsOf(name, day, volumeOn(day)));
  const days = [...told.keys()];
  expect(days.length).toBeGreaterThan(0);
  expect(days[0], "not at once: twice as much is not yet much").toBeGreaterThan(14);
  expect(days[0]).toBeLessThan(TRIPLED);
  expect(told.get(days[0] as number)?.severity).toBe(2);
});

test("what is as frequent as ever is not told, nor one busy day", async () => {
  const steady = await toldDays((day) => callsOf("secretsmanager:GetSecretValue", day, day === 30 ? 60 : 12));
  expect([...steady.keys()]).toEqual([]);
});

test("one new network a week is told from the first on, and the eighth still is", async () => {
  const told = await toldDays((day) => {
    const week = Math.floor(day / 7);
    const isMoving = day >= 0 && day % 7 === 0;
    const place: Place = isMoving ? { ip: `203.${week}.113.9`, facts: callerFacts(65_000 + week, "DE") } : OFFICE;
    return callsOf("iam:CreateAccessKey", day, 12, place);
  });
  const first = [...told.keys()][0];
  expect(first).toBe(0);
  expect(told.has(49), "many new networks make the next no habit").toBe(true);
  for (const day of told.keys()) expect(day % 7, "the known network is quiet").toBe(0);
});
