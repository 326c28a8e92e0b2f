/** Goal: a custom list makes findings from the object after its activation on, a trusted one silences them. Method: the real Worker in workerd. */

import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { listSources } from "../../src/store/sources.ts";
import { ingest } from "../../src/intake/consume-ingest.ts";
import { BUCKET, gzipped, localWorld } from "./local-world.ts";
import { api, register, tick } from "./worker.ts";

const ACCOUNT = "123456789012";
const TYPE = "Recon:IAMUser/MaliciousIPCaller.Custom";

type ListJson = { id: string; status: string; use: string; entries: number; error: { reason: string } | null };

/** One call from 198.51.100.7 by a user of its own, so that each is a finding of its own. */
function trail(user: string, minute: string): { key: string; text: string } {
  const stamp = `20261124T09${minute}Z`;
  return {
    key: `AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/2026/11/24/${ACCOUNT}_CloudTrail_us-east-1_${stamp}_AbCdEfGhIjKlMn${minute}.json.gz`,
    text: JSON.stringify({
      Records: [
        {
          eventVersion: "1.11",
          userIdentity: {
            type: "IAMUser",
            arn: `arn:aws:iam::${ACCOUNT}:user/${user}`,
            accountId: ACCOUNT,
            userName: user,
            principalId: `AIDA${user.toUpperCase()}`,
            accessKeyId: `AKIA${user.toUpperCase()}`,
          },
          eventTime: `2026-11-24T09:${minute}:00Z`,
          eventSource: "ec2.amazonaws.com",
          eventName: "DescribeInstances",
          awsRegion: "us-east-1",
          sourceIPAddress: "198.51.100.7",
          userAgent: "aws-cli/2.30.0",
          requestParameters: null,
          responseElements: null,
          eventID: `id-${user}`,
          eventType: "AwsApiCall",
          managementEvent: true,
          recipientAccountId: ACCOUNT,
          eventCategory: "Management",
        },
      ],
    }),
  };
}

/** Reads one object; the types found of this user. */
async function found(user: string, minute: string): Promise<readonly string[]> {
  const [source] = await listSources(env.DB);
  const { key, text } = trail(user, minute);
  const stored = await env.OBJECTS.put(`${BUCKET}/${key}`, await gzipped(text));
  const size = stored?.size ?? 0;
  const etag = stored?.etag ?? "";
  await ingest(env, { sourceId: source?.id ?? "", accountId: ACCOUNT, key, etag, size, modifiedMs: Date.now() });
  const { json } = await api<{ findings: { type: string; resource: object }[] }>("/v1/findings");
  return json.findings.filter((finding) => JSON.stringify(finding).includes(`"${user}"`)).map(({ type }) => type);
}

/** What coverage says the type lacks. */
async function lacking(): Promise<readonly string[]> {
  const { json } = await api<{ types: { type: string; because: string[] }[] }>("/v1/coverage");
  return json.types.find(({ type }) => type === TYPE)?.because ?? [];
}

async function create(body: object): Promise<string> {
  const { status, json } = await api<{ list: ListJson }>("/v1/lists", { method: "POST", body: JSON.stringify(body) });
  expect(status, JSON.stringify(json)).toBe(201);
  return json.list.id;
}

async function listOf(id: string): Promise<ListJson> {
  return (await api<{ list: ListJson }>(`/v1/lists/${id}`)).json.list;
}

async function uploaded(body: object, content: string): Promise<string> {
  const id = await create(body);
  expect((await api(`/v1/lists/${id}/content`, { method: "PUT", body: content })).status).toBe(200);
  expect((await api(`/v1/lists/${id}/activate`, { method: "POST" })).status).toBe(200);
  await vi.waitFor(async () => expect((await listOf(id)).status).toBe("ACTIVE"), { timeout: 20_000, interval: 100 });
  return id;
}

test("upload, activate, find; trust, silence; deactivate, quiet", async () => {
  localWorld();
  await env.OBJECTS.put(`${BUCKET}/${trail("seed", "00").key}`, await gzipped(trail("seed", "00").text));
  await register();
  expect(await found("ann", "01")).not.toContain(TYPE);
  expect(await lacking()).toContain("no list of category custom-threat is loaded");

  const threat = await uploaded(
    { name: "Own threats", kind: "threat", entities: "ip" },
    "198.51.100.0/24\nno-address\n",
  );
  expect(await listOf(threat)).toMatchObject({ use: "in-use", entries: 1, rejected: 1 });
  expect(await found("bob", "02")).toContain(TYPE);
  expect(await lacking()).not.toContain("no list of category custom-threat is loaded");

  const trusted = await uploaded({ name: "Own offices", kind: "trusted", entities: "ip" }, "198.51.100.7\n");
  expect(await found("cid", "03")).not.toContain(TYPE);
  const { json } = await api<{ silenced: object[] }>("/v1/lists/silenced");
  expect(json.silenced).toMatchObject([{ list: "Own offices", category: "custom-threat", count: 1 }]);

  await api(`/v1/lists/${trusted}/deactivate`, { method: "POST" });
  expect(await found("dan", "04")).toContain(TYPE);
  await api(`/v1/lists/${threat}/deactivate`, { method: "POST" });
  expect(await listOf(threat)).toMatchObject({ status: "INACTIVE", use: "unused" });
  expect(await found("eve", "05")).not.toContain(TYPE);

  expect((await api(`/v1/lists/${threat}`, { method: "DELETE" })).json).toMatchObject({ list: { status: "DELETED" } });
  expect((await api(`/v1/lists/${threat}`)).status).toBe(404);
  expect((await env.TABLES.list({ prefix: `lists/${threat}/` })).objects).toEqual([]);
});

test("a list in a bucket is read by the source's role, again on each activation", async () => {
  localWorld();
  await env.OBJECTS.put(`${BUCKET}/${trail("seed", "00").key}`, await gzipped(trail("seed", "00").text));
  const sourceId = await register();
  const location = `s3://${BUCKET}/lists/bad.txt`;
  const id = await create({ name: "In S3", kind: "threat", entities: "entity", location, sourceId, activate: true });
  await vi.waitFor(async () => expect((await listOf(id)).error?.reason).toBe("there is no such object"), {
    timeout: 20_000,
  });
  expect(await listOf(id)).toMatchObject({ status: "ERROR", use: "unused" });
  await env.OBJECTS.put(`${BUCKET}/lists/bad.txt`, "evil.example\n*.below.example\n198.51.100.9\n");
  await api(`/v1/lists/${id}/activate`, { method: "POST" });
  await vi.waitFor(async () => expect(await listOf(id)).toMatchObject({ status: "ACTIVE", entries: 3 }), {
    timeout: 20_000,
  });
});

test("a list that is too long for its kind is refused with its bound, and the local stack asks no feed of itself", async () => {
  localWorld();
  const id = await create({ name: "Long", kind: "trusted", entities: "entity" });
  const content = Array.from({ length: 1_001 }, (_, at) => `host-${at}.example.org`).join("\n");
  await api(`/v1/lists/${id}/content`, { method: "PUT", body: content });
  await api(`/v1/lists/${id}/activate`, { method: "POST" });
  await vi.waitFor(async () => expect((await listOf(id)).status).toBe("ERROR"), { timeout: 20_000 });
  expect((await listOf(id)).error?.reason).toBe("the list has more than 1000 entries");
  await tick();
  const { json } = await api<{ feeds: { enabled: boolean }[] }>("/v1/feeds");
  expect(json.feeds.filter(({ enabled }) => enabled)).toEqual([]);
});
