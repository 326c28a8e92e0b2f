import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import {
  createSource,
  deleteSource,
  getSource,
  listSources,
  setSourceEnabled,
  type Source,
} from "../../src/store/sources.ts";

function aSource(override: Partial<Source> = {}): Source {
  return {
    id: "source-1",
    bucket: "logs-of-111122223333",
    region: "us-east-1",
    prefix: "",
    kind: "cloudtrail",
    accountId: null,
    roleArn: "arn:aws:iam::111122223333:role/watchpost-reader",
    externalId: "0123456789abcdef",
    sinceMs: 5,
    enabled: true,
    createdMs: 10,
    discoveredMs: 0,
    ...override,
  };
}

test("a source comes back as it was created", async () => {
  const own = aSource({ id: "source-2", accountId: "111122223333", enabled: false, createdMs: 11 });
  expect(await createSource(env.DB, aSource())).toBe(true);
  expect(await createSource(env.DB, own)).toBe(true);
  expect(await getSource(env.DB, "source-2")).toStrictEqual(own);
  expect(await listSources(env.DB)).toStrictEqual([aSource(), own]);
  expect(await getSource(env.DB, "source-3")).toBeNull();
});

test("the same bucket, prefix, kind and account is registered once", async () => {
  await createSource(env.DB, aSource());
  expect(await createSource(env.DB, aSource({ id: "source-2" }))).toBe(false);
  expect(await createSource(env.DB, aSource({ id: "source-2", prefix: "team/" }))).toBe(true);
});

test("is disabled, enabled and deleted by id", async () => {
  await createSource(env.DB, aSource());
  expect(await setSourceEnabled(env.DB, "source-1", false)).toBe(true);
  expect(await getSource(env.DB, "source-1")).toMatchObject({ enabled: false });
  expect(await deleteSource(env.DB, "source-1")).toBe(true);
  expect(await deleteSource(env.DB, "source-1")).toBe(false);
  expect(await setSourceEnabled(env.DB, "source-1", true)).toBe(false);
});
