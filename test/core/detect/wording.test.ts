import { expect, test } from "vitest";
import { from, quoted, sentence, where, who } from "../../../src/core/detect/wording.ts";
import { IDENTITY_TYPES } from "../../../src/core/event.ts";
import { apiCall, identity, ROOT } from "./api-call.ts";

test("cuts and cleans names, which cannot close their quotes", () => {
  expect(quoted("alice")).toBe('"alice"');
  expect(quoted('a"b\u0000\u202e\nc')).toBe(`"a'b \ufffd c"`);
  expect(quoted("x".repeat(5_000))).toHaveLength(202);
});

test("says who called", () => {
  expect(who(apiCall())).toBe('IAM user "alice"');
  expect(who(apiCall({ identity: ROOT }))).toBe("the root user");
  const role = identity({ type: "AssumedRole", userName: "admin", sessionName: "deploy" });
  expect(who(apiCall({ identity: role }))).toBe('role "admin" (session "deploy")');
  for (const type of IDENTITY_TYPES)
    expect(who(apiCall({ identity: identity({ type }) }))).toMatch(/"alice"|root user/);
});

test("says where and from where", () => {
  expect(where(apiCall())).toBe("in eu-west-1 of account 111122223333");
  expect(from(apiCall())).toBe("from 198.51.100.7");
  expect(from(apiCall({ sourceIp: null, sourceDomain: "AWS Internal" }))).toBe('from "AWS Internal"');
  expect(from(apiCall({ sourceIp: null }))).toBe("from an unknown address");
  expect(where(apiCall({ region: "r".repeat(9_000) })).length).toBeLessThan(120);
});

test("begins a sentence", () => {
  expect(sentence("the root user")).toBe("The root user");
  expect(sentence("")).toBe("");
});
