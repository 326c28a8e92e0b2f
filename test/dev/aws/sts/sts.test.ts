/** The local STS: who gets which role, and in which words the others are refused. */

import { afterAll, beforeAll, expect, test } from "vitest";
import type { LocalAws } from "../../../../dev/stack.ts";
import { assumeRole, BRIEF, caller, callSts, EXTERNAL_ID, OPEN, outcome, READER, start, text } from "../local-aws.ts";

let aws: LocalAws;

beforeAll(async () => {
  aws = await start();
}, 60_000);

afterAll(() => aws.dispose());

const ASK = { Action: "AssumeRole", RoleArn: READER, RoleSessionName: "session-1", ExternalId: EXTERNAL_ID };

test("a session has the shape, the name and the length that were asked for", async () => {
  const before = Date.now();
  const xml = await (await callSts(aws.url, { ...ASK, DurationSeconds: "900" })).text();
  expect(text(xml, "Arn")).toBe("arn:aws:sts::123456789012:assumed-role/WatchpostReader/session-1");
  expect(text(xml, "AssumedRoleId")).toMatch(/^AROA[0-9A-F]{17}:session-1$/);
  expect(text(xml, "AccessKeyId")).toMatch(/^ASIA[0-9A-F]{16}$/);
  expect(text(xml, "SecretAccessKey")).toHaveLength(40);
  expect(text(xml, "Expiration")).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  const lengthMs = Date.parse(text(xml, "Expiration") ?? "") - before;
  expect(lengthMs).toBeGreaterThan(890_000);
  expect(lengthMs).toBeLessThan(930_000);
  expect(xml).toContain('<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>');
});

test("each session is another one", async () => {
  const [one, two] = [await assumeRole(aws.url, OPEN), await assumeRole(aws.url, OPEN)];
  expect(one.accessKeyId).not.toBe(two.accessKeyId);
  expect(one.sessionToken).not.toBe(two.sessionToken);
});

test.each<[string, Readonly<Record<string, string>>]>([
  ["without its ExternalId", { Action: ASK.Action, RoleArn: READER, RoleSessionName: "session-1" }],
  ["with another ExternalId", { ...ASK, ExternalId: "tenant-2/abc" }],
  ["that doesn't exist", { ...ASK, RoleArn: "arn:aws:iam::123456789012:role/Nobody" }],
])("a role %s is denied as AWS denies it", async (_name, form) => {
  const answer = await callSts(aws.url, form);
  const xml = await answer.text();
  expect([answer.status, text(xml, "Code"), text(xml, "Type")]).toEqual([403, "AccessDenied", "Sender"]);
  const arn = "arn:aws:iam::111122223333:user/watchpost";
  expect(text(xml, "Message")).toBe(
    `User: ${arn} is not authorized to perform: sts:AssumeRole on resource: ${form["RoleArn"]}`,
  );
});

test("an ExternalId that no one asked for does no harm", async () => {
  expect(await outcome(callSts(aws.url, { ...ASK, RoleArn: OPEN }))).toBe("200");
});

test("a session can't take a further role", async () => {
  const session = await assumeRole(aws.url, OPEN);
  expect(await outcome(callSts(aws.url, ASK, session))).toBe("403 AccessDenied");
});

test.each<[string, Readonly<Record<string, string>>, string]>([
  ["a short session", { ...ASK, DurationSeconds: "899" }, "400 ValidationError"],
  ["a long session", { ...ASK, DurationSeconds: "43201" }, "400 ValidationError"],
  ["a session of words", { ...ASK, DurationSeconds: "long" }, "400 ValidationError"],
  ["an odd session name", { ...ASK, RoleSessionName: "a b" }, "400 ValidationError"],
  ["no session name", { Action: "AssumeRole", RoleArn: READER }, "400 ValidationError"],
  ["an odd ExternalId", { ...ASK, ExternalId: "a b" }, "400 ValidationError"],
  ["another action", { Action: "GetSessionToken" }, "400 InvalidAction"],
  ["another version", { ...ASK, Version: "2010-01-01" }, "400 InvalidAction"],
  ["no action", {}, "400 MissingAction"],
])("%s is refused", async (_name, form, answer) => {
  expect(await outcome(callSts(aws.url, form))).toBe(answer);
});

test("the caller's identity is told by POST and by GET", async () => {
  const posted = await (await callSts(aws.url, { Action: "GetCallerIdentity" })).text();
  const got = await (await caller(aws.url)("/?Action=GetCallerIdentity&Version=2011-06-15", { service: "sts" })).text();
  for (const xml of [posted, got]) {
    expect(text(xml, "Arn")).toBe("arn:aws:iam::111122223333:user/watchpost");
    expect(text(xml, "Account")).toBe("111122223333");
  }
  const session = await assumeRole(aws.url, BRIEF);
  const other = await callSts(aws.url, { Action: "GetCallerIdentity" }, session, { region: "eu-west-1" });
  expect(text(await other.text(), "Arn")).toBe("arn:aws:sts::123456789012:assumed-role/BriefReader/session-1");
});

test("a Region that isn't configured is refused", async () => {
  const form = { Action: "GetCallerIdentity" };
  expect(await outcome(callSts(aws.url, form, undefined, { region: "ap-south-2" }))).toBe("403 SignatureDoesNotMatch");
});
