import { expect, test } from "vitest";
import { headObject } from "../../src/aws/s3.ts";
import { aClient, fakeWorld } from "./fake-world.ts";

const PLACE = { bucket: "logs", region: "eu-west-1" };
const HEADERS = { etag: '"e1"', "content-length": "5", "last-modified": "Wed, 31 Jul 2024 13:06:24 GMT" };

test("says of an object what a listing would", async () => {
  const world = fakeWorld(() => new Response(null, { headers: HEADERS }));
  const object = { key: "a/b c", etag: "e1", size: 5, modifiedMs: Date.UTC(2024, 6, 31, 13, 6, 24) };
  expect(await headObject(aClient(world), PLACE, "a/b c")).toEqual(object);
  expect(world.requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual(["HEAD /a/b%20c"]);
});

test("null where there is none; an error for anything else", async () => {
  expect(await headObject(aClient(fakeWorld(() => new Response(null, { status: 404 }))), PLACE, "k")).toBeNull();
  const denied = fakeWorld(() => new Response(null, { status: 403 }));
  await expect(headObject(aClient(denied), PLACE, "k")).rejects.toMatchObject({ status: 403 });
  for (const name of ["etag", "content-length"]) {
    const headers = new Headers(HEADERS);
    headers.delete(name);
    const world = fakeWorld(() => new Response(null, { headers }));
    await expect(headObject(aClient(world), PLACE, "k"), name).rejects.toMatchObject({ code: "UnexpectedAnswer" });
  }
});
