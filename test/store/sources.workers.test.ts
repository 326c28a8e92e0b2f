import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import {
  createSource,
  deleteSource,
  getSource,
  listSources,
  setBackfill,
  setDiscovered,
  setSourceEnabled,
  type Source,
} from "../../src/store/sources.ts";
import { aSource } from "./a-source.ts";

const source = (override: Partial<Source> = {}): Source =>
  aSource({
    bucket: "logs-of-111122223333",
    region: "us-east-1",
    roleArn: "arn:aws:iam::111122223333:role/watchpost-reader",
    externalId: "0123456789abcdef",
    sinceMs: 5,
    createdMs: 10,
    ...override,
  });

test("a source comes back as it was created", async () => {
  const own = source({ id: "source-2", accountId: "111122223333", enabled: false, createdMs: 11 });
  expect(await createSource(env.DB, source())).toBe(true);
  expect(await createSource(env.DB, own)).toBe(true);
  expect(await getSource(env.DB, "source-2")).toStrictEqual(own);
  expect(await listSources(env.DB)).toStrictEqual([source(), own]);
  expect(await getSource(env.DB, "source-3")).toBeNull();
});

test("the same bucket, prefix, kind and account is registered once", async () => {
  await createSource(env.DB, source());
  expect(await createSource(env.DB, source({ id: "source-2" }))).toBe(false);
  expect(await createSource(env.DB, source({ id: "source-2", prefix: "team/" }))).toBe(true);
});

test("a source of all kinds stands for each of them", async () => {
  expect(await createSource(env.DB, source({ kind: null }))).toBe(true);
  expect(await getSource(env.DB, "source-1")).toMatchObject({ kind: null });
  expect(await createSource(env.DB, source({ id: "source-2", kind: "flow" }))).toBe(false);
  expect(await createSource(env.DB, source({ id: "source-3", kind: "flow", prefix: "a/" }))).toBe(true);
  expect(await createSource(env.DB, source({ id: "source-4", kind: "dns", prefix: "a/" }))).toBe(true);
  expect(await createSource(env.DB, source({ id: "source-5", kind: null, prefix: "a/" }))).toBe(false);
});

test("a discovery says when it was and what it did not see; a backfill only reaches further back", async () => {
  await createSource(env.DB, source());
  await setDiscovered(env.DB, "source-1", 7, "too many folders");
  expect(await getSource(env.DB, "source-1")).toMatchObject({ discoveredMs: 7, discoveryProblem: "too many folders" });
  await setDiscovered(env.DB, "source-1", 8, null);
  for (const sinceMs of [4, 2, 3]) await setBackfill(env.DB, "source-1", sinceMs);
  expect(await getSource(env.DB, "source-1")).toMatchObject({ discoveryProblem: null, backfillSinceMs: 2 });
});

test("is disabled, enabled and deleted by id", async () => {
  await createSource(env.DB, source());
  expect(await setSourceEnabled(env.DB, "source-1", false)).toBe(true);
  expect(await getSource(env.DB, "source-1")).toMatchObject({ enabled: false });
  expect(await deleteSource(env.DB, "source-1")).toBe(true);
  expect(await deleteSource(env.DB, "source-1")).toBe(false);
  expect(await setSourceEnabled(env.DB, "source-1", true)).toBe(false);
});
