import { expect, test } from "vitest";
import type { ObjectsQuery } from "../../../src/api/v1/sources.ts";
import { err } from "../../../src/core/result.ts";
import type { Source } from "../../../src/store/sources.ts";
import { anApi } from "../requests.ts";

const BODY = {
  bucket: "logs-of-111122223333",
  region: "us-east-1",
  kind: "cloudtrail",
  roleArn: "arn:aws:iam::111122223333:role/watchpost-reader",
  externalId: "0123456789abcdef",
};

const { externalId: _, ...SHOWN } = BODY;
const CREATED = {
  ...SHOWN,
  id: "id-1",
  prefix: "",
  accountId: null,
  // 30 days before the clock of these tests.
  since: "2025-12-02T00:00:00.000Z",
  enabled: true,
  createdAt: "2026-01-01T00:00:00.000Z",
  discoveredAt: null,
  discoveryProblem: null,
  backfillSince: null,
};
const STATUS = { accounts: 0, streams: 0, listCalls: [] };

test("a source is tried out, created, listed, shown and deleted", async () => {
  const tried: Source[] = [];
  const request = anApi({
    tryOut: async (source) => {
      tried.push(source);
      return { ok: true, value: null };
    },
  });
  const created = await request("POST", "/v1/sources", BODY);
  expect([created.status, created.json]).toStrictEqual([201, { source: { ...CREATED, externalId: BODY.externalId } }]);
  expect(tried).toMatchObject([{ id: "id-1", bucket: BODY.bucket, externalId: BODY.externalId }]);
  expect((await request("GET", "/v1/sources")).json).toStrictEqual({ sources: [CREATED] });
  expect((await request("GET", "/v1/sources/id-1")).json).toStrictEqual({ source: { ...CREATED, ...STATUS } });
  expect((await request("DELETE", "/v1/sources/id-1")).json).toStrictEqual({ source: CREATED });
  expect((await request("DELETE", "/v1/sources/id-1")).status).toBe(404);
  expect((await request("GET", "/v1/sources/id-1")).status).toBe(404);
});

test("every field may be given", async () => {
  const full = { prefix: "team a/", accountId: "123456789012", since: "2025-06-01T00:00:00Z", enabled: false };
  const { json } = await anApi()("POST", "/v1/sources", { ...BODY, ...full });
  const since = "2025-06-01T00:00:00.000Z";
  expect(json.source).toStrictEqual({ ...CREATED, externalId: BODY.externalId, ...full, since });
});

test("a source that does not work is not created, and the answer says why", async () => {
  const request = anApi({ tryOut: async () => err("the role does not ask for the external id") });
  const { status, json } = await request("POST", "/v1/sources", BODY);
  expect([status, json]).toStrictEqual([
    422,
    { error: { code: "source_unusable", message: "the role does not ask for the external id" } },
  ]);
  expect((await request("GET", "/v1/sources")).json).toStrictEqual({ sources: [] });
});

test("the same source twice is a conflict", async () => {
  const request = anApi();
  await request("POST", "/v1/sources", BODY);
  expect((await request("POST", "/v1/sources", BODY)).json.error.code).toBe("conflict");
});

test.each([
  ["bucket", "Logs"],
  ["bucket", "ab"],
  ["bucket", "a..b"],
  ["bucket", "192.168.5.4"],
  ["bucket", "evil.example.com/x"],
  ["bucket", undefined],
  ["region", "us-east-1.evil.example.com"],
  ["region", "US-EAST-1"],
  ["prefix", "logs"],
  ["prefix", "/logs/"],
  ["prefix", "a/../b/"],
  ["prefix", "a//b/"],
  ["prefix", "a\nb/"],
  ["prefix", `${"x".repeat(600)}/`],
  ["kind", "config"],
  ["accountId", "1234"],
  ["accountId", 123456789012],
  ["roleArn", "arn:aws:iam::111122223333:user/x"],
  ["roleArn", "arn:evil:iam::111122223333:role/x"],
  ["externalId", "short"],
  ["externalId", "0123456789abcdef\n"],
  ["since", "yesterday"],
  ["enabled", "true"],
  ["secretAccessKey", "x"],
])("refuses %s = %j and names it", async (name, value) => {
  const request = anApi();
  const { status, json } = await request("POST", "/v1/sources", { ...BODY, [name]: value });
  expect(status).toBe(400);
  expect(json.error.message).toContain(name);
  expect((await request("GET", "/v1/sources")).json).toStrictEqual({ sources: [] });
});

test("objects of a source come from its ledger", async () => {
  const asked: ObjectsQuery[] = [];
  const request = anApi({
    readObjects: async (source, query) => {
      asked.push(query);
      return { objects: [{ key: `${source.id}/x`, state: "rejected", reason: "not gzip" }], cursor: "next" };
    },
  });
  await request("POST", "/v1/sources", BODY);
  const { status, json } = await request("GET", "/v1/sources/id-1/objects?state=rejected&limit=5&cursor=c");
  expect([status, json]).toStrictEqual([
    200,
    { objects: [{ key: "id-1/x", state: "rejected", reason: "not gzip" }], cursor: "next" },
  ]);
  await request("GET", "/v1/sources/id-1/objects");
  expect(asked).toStrictEqual([
    { state: "rejected", limit: 5, cursor: "c" },
    { state: null, limit: 50, cursor: null },
  ]);
  expect((await request("GET", "/v1/sources/id-1/objects?state=lost")).json.error.message).toBe(
    "state: not one of new, queued, done, rejected",
  );
  expect((await request("GET", "/v1/sources/id-2/objects")).status).toBe(404);
});

test("a kind is one of three, or none is named and all are meant", async () => {
  const request = anApi();
  const { kind: _kind, ...any } = BODY;
  expect((await request("POST", "/v1/sources", any)).json.source.kind).toBeNull();
  for (const kind of ["flow", "dns"]) {
    const { status, json } = await request("POST", "/v1/sources", { ...BODY, bucket: `logs-${kind}`, kind });
    expect([status, json.source.kind]).toStrictEqual([201, kind]);
  }
});

test("an external id without a role is refused", async () => {
  const { status, json } = await anApi()("POST", "/v1/sources", { ...BODY, roleArn: undefined });
  expect([status, json.error.message]).toStrictEqual([400, expect.stringContaining("no role is named")]);
});

test("an external id is made where a role comes without one, shown once, and tried before anything is read", async () => {
  const tried: Source[] = [];
  let usable = false;
  const request = anApi({
    tryOut: async (source) => {
      tried.push(source);
      return usable ? { ok: true, value: null } : err("the role cannot be assumed");
    },
  });
  const { externalId: _id, ...without } = BODY;
  const created = await request("POST", "/v1/sources", { ...without, prefix: "logs/" });
  const externalId = "0f".repeat(16);
  expect(created.status).toBe(201);
  expect(created.json.source).toMatchObject({ enabled: false, externalId });
  expect(created.json.role.trustPolicy.Statement).toStrictEqual([
    {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { AWS: "arn:aws:iam::999988887777:user/watchpost" },
      Condition: { StringEquals: { "sts:ExternalId": externalId } },
    },
  ]);
  expect(JSON.stringify(created.json.role.permissionsPolicy)).toContain(`arn:aws:s3:::${BODY.bucket}/logs/*`);
  expect(tried).toStrictEqual([]);
  expect((await request("GET", "/v1/sources/id-1")).text).not.toContain(externalId);

  expect((await request("POST", "/v1/sources/id-1/enable")).json.error.code).toBe("source_unusable");
  expect((await request("GET", "/v1/sources/id-1")).json.source.enabled).toBe(false);
  usable = true;
  expect((await request("POST", "/v1/sources/id-1/enable")).json.source.enabled).toBe(true);
  expect(tried).toMatchObject([{ externalId }, { externalId }]);
  expect((await request("POST", "/v1/sources/id-1/disable")).json.source.enabled).toBe(false);
});
