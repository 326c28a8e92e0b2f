/** The check by hand and a schema of zod say the same of any row. */

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { emptyHostProfile } from "../../../src/core/profile/host-profile.ts";
import { packHostProfile } from "../../../src/core/profile/host-profile-codec.ts";
import { SIGNAL_SOURCES } from "../../../src/core/profile/host-signals.ts";
import { checkPackedHost } from "../../../src/core/profile/packed-host.ts";

const numbers = z.array(z.number());
const row = z.tuple([z.string()], z.number());
const rows = z.array(row);
const packedHost = z.object({
  v: z.literal([3, 2]),
  name: z.array(z.string()),
  firstMs: z.number().nullable(),
  lastMs: z.number().nullable(),
  flowRecords: z.number(),
  queries: z.number(),
  flowDays: numbers,
  queryDays: numbers,
  habits: z.object({
    remotePorts: rows,
    peers: rows,
    services: rows,
    resolvers: rows,
    logins: rows,
    addresses: rows,
    domains: rows,
  }),
  distinct: z.object({
    portsByPeer: z.array(z.tuple([z.string(), z.array(z.string()), numbers])),
    peersByPort: z.array(z.tuple([z.string(), z.array(z.string()), numbers])),
    reachedByPort: z.array(z.tuple([z.string(), z.array(z.string()), numbers])),
    failedDomains: z.array(z.tuple([z.string(), z.array(z.string()), numbers])),
  }),
  sums: z.object({ floods: rows, logins: rows }),
  zones: z.array(z.tuple([z.string(), z.string(), numbers])),
  rhythms: rows,
  answered: z.array(z.tuple([z.string(), z.string(), z.number()])),
  signals: z.array(
    z.object({
      source: z.enum(SIGNAL_SOURCES),
      name: z.string(),
      severity: z.number(),
      timeMs: z.number(),
      endpoint: z.string().nullable(),
      actor: z.string().nullable(),
      description: z.string(),
    }),
  ),
});

const row3 = ["6:443", 19_675, 0, 40];
const things = ["6:22", ["192.0.2.1", "192.0.2.2"], [28_333_354, 28_333_353]];

/** Every list has something in it. */
function fullRow(): Record<string, unknown> {
  const packed = JSON.parse(packHostProfile(emptyHostProfile(["1", "r", "h"]))) as Record<string, unknown>;
  const filled = (value: unknown, list: unknown) =>
    Object.fromEntries(Object.keys(value as object).map((name) => [name, [list, list]]));
  return {
    ...packed,
    firstMs: 1,
    flowDays: [1, 2],
    queryDays: [3, 4],
    habits: filled(packed.habits, row3),
    distinct: filled(packed.distinct, things),
    sums: filled(packed.sums, row3),
    zones: [["example.com", "1 2", [1, 2]]],
    rhythms: [row3],
    answered: [["192.0.2.1", "example.com", 1]],
    signals: [{ source: "flow", name: "Beacon", severity: 2, timeMs: 1, endpoint: null, actor: "a", description: "d" }],
  };
}

/** Every place in a JSON value, as the keys that lead there. */
function placesIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, key]))];
}

function withChange(value: unknown, path: readonly string[], change: (old: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  const at = copy as Record<string, unknown>;
  const inner = withChange(at[key], rest, change);
  // JSON has no holes.
  if (inner === undefined && Array.isArray(copy)) copy.splice(Number(key), 1);
  else if (inner === undefined) delete at[key];
  else at[key] = inner;
  return copy;
}

const CHANGES: readonly ((old: unknown) => unknown)[] = [
  () => undefined,
  () => null,
  () => "",
  () => -1.5,
  () => 2,
  () => Number.POSITIVE_INFINITY,
  () => true,
  () => [],
  () => ({}),
  () => [1],
  () => ["x"],
  () => [["x", 1]],
  (old) => (Array.isArray(old) ? [...(old as unknown[]), "x"] : [old]),
  (old) => (Array.isArray(old) ? [...(old as unknown[]), 7] : `${String(old)}x`),
  (old) => (Array.isArray(old) ? old.slice(1) : { old }),
];

function isAccepted(value: unknown): boolean {
  try {
    return checkPackedHost(value) === value;
  } catch {
    return false;
  }
}

test("the check by hand takes what the schema takes, and nothing else", () => {
  const row = fullRow();
  expect(isAccepted(row)).toBe(true);
  const places = placesIn(row);
  const verdicts = { taken: 0, refused: 0 };
  const judge = (value: unknown): void => {
    const expected = packedHost.safeParse(value).success;
    if (isAccepted(value) !== expected) throw new Error(`the schema says ${expected} of ${JSON.stringify(value)}`);
    verdicts[expected ? "taken" : "refused"]++;
  };
  for (const place of places) for (const change of CHANGES) judge(withChange(row, place, change));
  expect(verdicts.taken).toBeGreaterThan(100);
  expect(verdicts.refused).toBeGreaterThan(1_000);
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.jsonValue(), (place, value) =>
      judge(withChange(row, place, () => value)),
    ),
  );
});

test("says which part is bad", () => {
  expect(() => checkPackedHost({ ...fullRow(), rhythms: [[1]] })).toThrow("bad rhythms");
  expect(() => checkPackedHost(null)).toThrow("object");
});
