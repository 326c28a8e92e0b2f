import { expect, test } from "vitest";
import { getObject, listObjects } from "../../src/aws/s3.ts";
import { aClient, awsErrorAnswer, CREDENTIALS, fakeWorld } from "./fake-world.ts";

const PLACE = { bucket: "logs", region: "eu-west-1" };

function listOf(...parts: readonly string[]): Response {
  return new Response(
    `<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><EncodingType>url</EncodingType>${parts.join("")}</ListBucketResult>`,
  );
}

function contents(key: string, more = "<ETag>&quot;e1&quot;</ETag><Size>5</Size>"): string {
  return `<Contents><Key>${key}</Key><LastModified>2024-07-31T13:06:24.000Z</LastModified>${more}</Contents>`;
}

test("asks for a page with everything that it takes", async () => {
  const world = fakeWorld(() => listOf());
  const request = {
    prefix: "AWSLogs/a b+c&d/",
    startAfter: "AWSLogs/é",
    continuationToken: "t/+=",
    delimiter: "/",
    maxKeys: 7,
  };
  await listObjects(aClient(world), PLACE, request);
  await listObjects(aClient(world), PLACE, { prefix: "" });
  const [full, bare] = world.requests.map(({ url }) => Object.fromEntries(new URL(url).searchParams));
  expect(full).toEqual({
    "list-type": "2",
    "encoding-type": "url",
    "max-keys": "7",
    prefix: request.prefix,
    "start-after": request.startAfter,
    "continuation-token": request.continuationToken,
    delimiter: "/",
  });
  expect(bare).toEqual({ "list-type": "2", "encoding-type": "url", "max-keys": "1000", prefix: "" });
});

test("reads objects, prefixes and the way on", async () => {
  const world = fakeWorld(() =>
    listOf(
      contents("a/b%20c+d%2Be%C3%A9%01"),
      contents("x", "<ETag>e2</ETag><Size>123456789012</Size>"),
      "<CommonPrefixes><Prefix>p%2Fq/</Prefix></CommonPrefixes>",
      "<IsTruncated>true</IsTruncated><NextContinuationToken>next&amp;</NextContinuationToken>",
    ),
  );
  const modifiedMs = Date.UTC(2024, 6, 31, 13, 6, 24);
  expect(await listObjects(aClient(world), PLACE, { prefix: "" })).toEqual({
    objects: [
      { key: "a/b c d+eé\u0001", etag: "e1", size: 5, modifiedMs },
      { key: "x", etag: "e2", size: 123_456_789_012, modifiedMs },
    ],
    prefixes: ["p/q/"],
    next: "next&",
  });
});

test("the last page has no way on", async () => {
  const world = fakeWorld(() => listOf("<IsTruncated>false</IsTruncated>"));
  expect(await listObjects(aClient(world), PLACE, { prefix: "" })).toEqual({ objects: [], prefixes: [], next: null });
});

test.each([
  ["another element", () => new Response("<Html/>")],
  ["a page without a way on", () => listOf("<IsTruncated>true</IsTruncated>")],
  ["an object without a key", () => listOf("<Contents><ETag>e</ETag></Contents>")],
  ["an object without an ETag", () => listOf("<Contents><Key>k</Key></Contents>")],
  ["an empty prefix", () => listOf("<CommonPrefixes><Prefix></Prefix></CommonPrefixes>")],
  ["a key that is not encoded", () => listOf(contents("a%zz"))],
])("%s is an error, never a list that ends early", async (_claim, answer) => {
  const listing = listObjects(aClient(fakeWorld(answer)), PLACE, { prefix: "" });
  await expect(listing).rejects.toMatchObject({ code: "UnexpectedAnswer" });
});

test("XML that is none is an error", async () => {
  for (const text of ["", "<ListBucketResult>", "<!DOCTYPE x><ListBucketResult/>"]) {
    const world = fakeWorld(() => new Response(text));
    await expect(listObjects(aClient(world), PLACE, { prefix: "" })).rejects.toThrow();
  }
});

test("reads an object only while it is still the one that was listed", async () => {
  const world = fakeWorld(() => new Response("bytes"));
  const answer = await getObject(aClient(world), PLACE, "a/b c", "e1");
  expect(await answer.text()).toBe("bytes");
  expect(world.requests[0]?.url).toBe("https://logs.s3.eu-west-1.amazonaws.com/a/b%20c");
  expect(world.requests[0]?.headers.get("if-match")).toBe('"e1"');
  const changed = fakeWorld(() => awsErrorAnswer(412, "PreconditionFailed"));
  await expect(getObject(aClient(changed), PLACE, "a", "e1")).rejects.toMatchObject({ code: "PreconditionFailed" });
});

test("an address that cannot be is an error before anything is sent", async () => {
  const world = fakeWorld(() => new Response(""));
  for (const [place, key] of [
    [{ ...PLACE, bucket: "evil.com/" }, "a"],
    [{ ...PLACE, region: "x" }, "a"],
    [PLACE, "a/../b"],
  ] as const) {
    await expect(getObject(aClient(world), place, key, "e")).rejects.toMatchObject({ code: "InvalidAddress" });
  }
  expect(world.requests).toEqual([]);
});

test("a session that ended early is forgotten and a fresh one tried, once", async () => {
  let [sessions, forgotten] = [0, 0];
  const credentials = async () => ({ ...CREDENTIALS, sessionToken: `session-${++sessions}` });
  const forget = () => forgotten++;
  const once = fakeWorld((_, attempt) => (attempt === 1 ? awsErrorAnswer(400, "ExpiredToken") : new Response("ok")));
  expect((await getObject(aClient(once, { credentials, forget }), PLACE, "a", "e")).ok).toBe(true);
  expect(once.requests.map((request) => request.headers.get("x-amz-security-token"))).toEqual([
    "session-1",
    "session-2",
  ]);
  const always = fakeWorld(() => awsErrorAnswer(400, "ExpiredToken"));
  await expect(getObject(aClient(always, { credentials, forget }), PLACE, "a", "e")).rejects.toMatchObject({
    code: "ExpiredToken",
  });
  expect([always.requests.length, forgotten]).toEqual([2, 2]);
});

test("credentials that were never good are not tried again", async () => {
  let forgotten = 0;
  const world = fakeWorld(() => awsErrorAnswer(403, "InvalidAccessKeyId"));
  await expect(getObject(aClient(world, { forget: () => forgotten++ }), PLACE, "a", "e")).rejects.toMatchObject({
    status: 403,
  });
  expect([world.requests.length, forgotten]).toEqual([1, 0]);
});
