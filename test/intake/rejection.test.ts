import { expect, test } from "vitest";
import { causeOfGivingUp, rejectionTold } from "../../src/intake/rejection.ts";
import { aSource } from "../store/a-source.ts";

const SOURCE = aSource({ kind: null, roleArn: "arn:aws:iam::999988887777:role/reader", externalId: "x" });

test.each([
  ["AccessDenied: no kms:Decrypt", "gave-up AccessDenied"],
  ["NetworkError: no answer in time", "gave-up NetworkError"],
  ["the body ended after 5 of 9 bytes", "gave-up"],
  [`${"A".repeat(200)}: x`, "gave-up"],
  [null, "gave-up"],
])("giving up after %j is of the class %j", (reason, cause) => {
  expect(causeOfGivingUp(reason)).toBe(cause);
});

const BATCH = {
  id: 7,
  cause: "unreadable",
  objects: 3,
  firstMs: 10,
  lastMs: 20,
  keys: ["AWSLogs/a"],
  reason: "not gzip",
};

test("objects of one cause are one issue of the source, whichever account they are of", () => {
  const [one, other] = ["111122223333", "123456789012"].map((accountId) =>
    rejectionTold(SOURCE, accountId, `source-1/${accountId}`, BATCH),
  );
  expect(one?.place).toEqual(other?.place);
  expect(one?.match.subject).toEqual(["unreadable"]);
  expect(one?.match.eventId).not.toBe(other?.match.eventId);
  expect(one).toMatchObject({ count: 3, firstMs: 10, match: { timeMs: 20 } });
});

test.each(["unreadable", "gone", "replaced", "unaddressable", "gave-up", "gave-up AccessDenied", "gave-up Other"])(
  "the finding on objects that are %s says what to do",
  (cause) => {
    const { match } = rejectionTold(SOURCE, "111122223333", "l", { ...BATCH, cause });
    expect(match.description).toContain("POST /v1/sources/source-1/objects/retry");
    expect(match.description).toContain("not gzip");
    expect(match.description.length).toBeLessThan(1_000);
  },
);
