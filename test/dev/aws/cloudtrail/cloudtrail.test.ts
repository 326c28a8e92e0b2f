/** The local CloudTrail: which public keys it tells, to whom. */

import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LocalAws, startLocalAws } from "../../../../dev/stack.ts";
import { createPublicKeys, type SignedFetch } from "../../../../src/intake/digest/public-keys.ts";
import { assumeRole, caller, CONFIG, type Credentials, EXTERNAL_ID, OPEN, READER, USER } from "../local-aws.ts";

const value = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .publicKey.export({ type: "pkcs1", format: "der" })
  .toString("base64");
const FINGERPRINTS = ["1", "2", "3"].map((digit) => digit.repeat(32));

let aws: LocalAws;

beforeAll(async () => {
  const publicKeys = [
    ...FINGERPRINTS.map((fingerprint) => ({ region: "eu-west-1", fingerprint, value })),
    { region: "us-east-1", fingerprint: "4".repeat(32), value },
    { region: "eu-west-1", fingerprint: "5".repeat(32), value, validTo: "2020-01-01T00:00:00Z" },
  ];
  const roles = CONFIG.roles.map((role) => ({ ...role, listPublicKeys: role.arn === OPEN }));
  aws = await startLocalAws({ config: { ...CONFIG, roles, publicKeys } });
}, 60_000);

afterAll(() => aws.dispose());

function keysFor(credentials: Credentials) {
  const call = caller(aws.url, credentials);
  const fetch: SignedFetch = ({ region, method, headers, body }) =>
    call("/", { service: "cloudtrail", region, method, headers, body });
  return createPublicKeys(fetch, () => 0, `${aws.url}/`);
}

const TIME_MS = Date.UTC(2026, 10, 24);

test("tells the keys of a Region, page after page", async () => {
  const keys = keysFor(USER);
  for (const fingerprint of FINGERPRINTS) {
    expect(Buffer.from((await keys.find("eu-west-1", fingerprint, TIME_MS)) ?? []).toString("base64")).toBe(value);
  }
  expect(await keys.find("eu-west-1", "4".repeat(32), TIME_MS)).toBeNull();
  expect(await keys.find("us-east-1", "4".repeat(32), TIME_MS)).not.toBeNull();
});

test("tells keys that were valid at the time alone", async () => {
  expect(await keysFor(USER).find("eu-west-1", "5".repeat(32), TIME_MS)).toBeNull();
  expect(await keysFor(USER).find("eu-west-1", "5".repeat(32), Date.UTC(2019, 5))).not.toBeNull();
});

test("tells sessions of roles that may ask, and no others", async () => {
  expect(await keysFor(await assumeRole(aws.url, OPEN)).find("eu-west-1", "1".repeat(32), TIME_MS)).not.toBeNull();
  const reader = keysFor(await assumeRole(aws.url, READER, EXTERNAL_ID));
  await expect(reader.find("eu-west-1", "1".repeat(32), TIME_MS)).rejects.toThrow(/AccessDeniedException/);
  const forged = keysFor({ ...USER, secretAccessKey: "wrong" });
  await expect(forged.find("eu-west-1", "1".repeat(32), TIME_MS)).rejects.toThrow(/InvalidSignatureException/);
});
