import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { FEEDS } from "../../../src/feeds/catalogue.ts";
import { queueDueLists } from "../../../src/feeds/queue-due-lists.ts";
import { getList } from "../../../src/store/lists.ts";
import { anApi, NOW } from "../requests.ts";

const BODY = { name: "Own threats", kind: "threat", entities: "ip", location: "https://lists.example.org/a.txt" };

test("a list is created inactive, shown and deleted", async () => {
  const request = anApi();
  const created = await request("POST", "/v1/lists", BODY);
  expect(created.status).toBe(201);
  expect(created.json.list).toStrictEqual({
    ...BODY,
    id: "id-1",
    format: null,
    sourceId: null,
    createdAt: "2026-01-01T00:00:00.000Z",
    status: "INACTIVE",
    use: "unused",
    entries: 0,
    rejected: 0,
    leftOut: 0,
    samples: [],
    categories: [],
    readAs: null,
    tableBytes: 0,
    checkedAt: null,
    changedAt: null,
    error: null,
    nextAt: null,
    held: null,
  });
  expect((await request("GET", "/v1/lists")).json.lists).toHaveLength(1);
  expect((await request("DELETE", "/v1/lists/id-1")).json.list.status).toBe("DELETED");
  expect((await request("GET", "/v1/lists/id-1")).status).toBe(404);
});

test.each([
  ["http://lists.example.org/a.txt", "location: is not https"],
  ["https://user:secret@lists.example.org/", "carries a user name or password"],
  ["https://169.254.169.254/latest", "names its host by address"],
  ["https://[::ffff:10.0.0.1]/", "names its host by address"],
  ["https://0x7f.1/", "names its host by address"],
  ["https://db.internal/", ".internal"],
  ["https://localhost/", "without a domain"],
  ["file:///etc/passwd", "is not https"],
  ["s3://bucket", "no s3://bucket/key"],
  ["s3://bucket-name/key", "sourceId"],
])("a location of %s is refused", async (location, reason) => {
  const { status, json } = await anApi()("POST", "/v1/lists", { ...BODY, location });
  expect([status, json.error.code]).toStrictEqual([400, "invalid_request"]);
  expect(json.error.message).toContain(reason);
});

test.each([
  ["name", ""],
  ["name", "a\u0000b"],
  ["kind", "feed"],
  ["entities", "all"],
  ["format", "PDF"],
  ["status", "ACTIVE"],
  ["sourceId", "none"],
])("%s: %j is refused", async (field, value) => {
  expect((await anApi()("POST", "/v1/lists", { ...BODY, [field]: value })).status).toBe(400);
});

test("there are as many lists of a kind as in GuardDuty", async () => {
  const request = anApi();
  for (let nth = 0; nth < 6; nth++) expect((await request("POST", "/v1/lists", BODY)).status).toBe(201);
  expect((await request("POST", "/v1/lists", BODY)).json.error.code).toBe("conflict");
  expect((await request("POST", "/v1/lists", { ...BODY, entities: "entity" })).status).toBe(201);
  expect((await request("POST", "/v1/lists", { ...BODY, kind: "trusted" })).status).toBe(201);
  expect((await request("POST", "/v1/lists", { ...BODY, kind: "trusted" })).status).toBe(409);
});

test("a list that is being activated takes no request", async () => {
  const request = anApi();
  const { json } = await request("POST", "/v1/lists", { ...BODY, activate: true });
  expect(json.list).toMatchObject({ status: "ACTIVATING" });
  for (const [method, path] of [
    ["POST", "/v1/lists/id-1/activate"],
    ["POST", "/v1/lists/id-1/deactivate"],
    ["DELETE", "/v1/lists/id-1"],
  ] as const) {
    expect((await request(method, path)).json.error?.code, path).toBe("conflict");
  }
});

test("what is read from a location is not uploaded, and an upload has a bound of its own", async () => {
  const sizes: number[] = [];
  const request = anApi({
    lists: {
      checkUrl: () => ({ ok: true, value: BODY.location }),
      queue: async () => {},
      upload: async (_, content) => void sizes.push(content.byteLength),
      deleteObjects: async () => {},
      changed: () => {},
    },
  });
  await request("POST", "/v1/lists", BODY);
  expect((await request("PUT", "/v1/lists/id-1/content", "192.0.2.1")).json.error.code).toBe("conflict");
  await request("POST", "/v1/lists", { ...BODY, location: null });
  expect((await request("PUT", "/v1/lists/id-2/content", "x".repeat(2 * 1024 * 1024))).status).toBe(200);
  expect((await request("PUT", "/v1/lists/id-2/content", "x".repeat(35 * 1024 * 1024 + 1))).json.error.code).toBe(
    "too_large",
  );
  expect(sizes).toEqual([2 * 1024 * 1024]);
});

test("feeds are on or off as the catalogue says, until somebody says otherwise", async () => {
  const request = anApi();
  const sent: string[] = [];
  const LISTS = {
    sendBatch: async (all: { body: { listId: string } }[]) => void sent.push(...all.map(({ body }) => body.listId)),
  };
  const tickEnv = { DB: env.DB, LISTS } as unknown as Parameters<typeof queueDueLists>[0];
  await request("PATCH", "/v1/feeds/maltrail", { enabled: false });
  await queueDueLists(tickEnv, false, NOW);
  const on = FEEDS.filter(({ id, defaultOn }) => defaultOn && id !== "maltrail").map(({ id }) => id);
  expect(sent.sort()).toEqual([...on].sort());
  // Queued once while the lease lasts.
  await queueDueLists(tickEnv, false, NOW + 60_000);
  expect(sent).toHaveLength(on.length);
  const { json } = await request("GET", "/v1/feeds");
  expect(json.feeds).toHaveLength(FEEDS.length);
  expect(json.feeds.filter(({ enabled }: { enabled: boolean }) => enabled)).toHaveLength(on.length);
  expect((await request("PATCH", "/v1/feeds/openphish", { enabled: true })).json.feed).toMatchObject({
    enabled: true,
    status: "ACTIVATING",
    licence: "non-commercial use only",
  });
  expect((await request("POST", "/v1/feeds/maltrail/refresh")).json.error.code).toBe("conflict");
  expect((await request("POST", "/v1/feeds/openphish/accept")).json.error.code).toBe("conflict");
  expect((await request("PATCH", "/v1/feeds/none", { enabled: true })).status).toBe(404);
  expect((await request("PATCH", "/v1/feeds/openphish", { enabled: "yes" })).status).toBe(400);
  await request("PATCH", "/v1/feeds/openphish", { enabled: false });
  expect(await getList(env.DB, "openphish")).toMatchObject({ status: "INACTIVE", dueMs: null });
});
