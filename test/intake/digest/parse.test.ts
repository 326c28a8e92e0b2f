import { expect, test } from "vitest";
import { parseDigest } from "../../../src/intake/digest/parse.ts";
import { createChain, textOf } from "./signer.ts";

const TEXT = textOf(createChain(2).digests[1] ?? never());

function never(): never {
  throw new Error("the chain is empty");
}

function changed(change: Record<string, unknown>): string {
  return JSON.stringify({ ...(JSON.parse(TEXT) as object), ...change });
}

test("reads a digest, its span and its files", () => {
  const parsed = parseDigest(TEXT);
  if (!parsed.ok) throw new Error(parsed.error);
  expect(parsed.value.endMs - parsed.value.startMs).toBe(3_600_000);
  expect(parsed.value.logFiles).toHaveLength(3);
  expect(parsed.value.logFiles[0]?.hashValue).toMatch(/^[0-9a-f]{64}$/);
});

test("previous fields may be null or left out", () => {
  const names = ["Bucket", "Object"].map((name) => `previousDigestS3${name}`);
  const fields = [...names, "previousDigestHashValue", "previousDigestHashAlgorithm", "previousDigestSignature"];
  for (const value of [null, undefined]) {
    const parsed = parseDigest(changed(Object.fromEntries(fields.map((name) => [name, value]))));
    expect(parsed).toMatchObject({ ok: true, value: { previousDigestS3Object: null, previousDigestSignature: null } });
  }
});

test("refuses other shapes and names the field", () => {
  const table: [string, RegExp][] = [
    ["", /not JSON/],
    ["null", /digest: /],
    ["[]", /digest: /],
    ['{"Records":[]}', /awsAccountId/],
    [changed({ awsAccountId: 111122223333 }), /awsAccountId/],
    [changed({ digestEndTime: "2026-11-24T25:00:00Z" }), /digestEndTime: not a time/],
    [changed({ digestEndTime: "2020-01-01T00:00:00Z" }), /ends before it starts/],
    [changed({ digestS3Object: "" }), /digestS3Object/],
    [changed({ previousDigestSignature: "xyz" }), /previousDigestSignature: not hex/],
    [changed({ logFiles: null }), /logFiles/],
    [
      changed({ logFiles: [{ s3Bucket: "b", s3Object: "k", hashValue: "0", hashAlgorithm: "SHA-256" }] }),
      /logFiles\.0\.hashValue/,
    ],
    [
      changed({ logFiles: [{ s3Bucket: "b", s3Object: "k", hashValue: "0".repeat(64), hashAlgorithm: "MD5" }] }),
      /hashAlgorithm/,
    ],
  ];
  for (const [text, reason] of table) {
    const parsed = parseDigest(text);
    expect(parsed.ok ? "read" : parsed.error, text.slice(0, 80)).toMatch(reason);
  }
});
