import { expect, test } from "vitest";
import { createPublicKeys, type SignedRequest } from "../../../src/intake/digest/public-keys.ts";
import { checkDigest } from "../../../src/intake/digest/verify.ts";
import { CLOUDTRAIL, createChain } from "./signer.ts";

const NOW_MS = Date.UTC(2026, 10, 24, 12);
const LISTED = { Fingerprint: CLOUDTRAIL.fingerprint, Value: Buffer.from(CLOUDTRAIL.der).toString("base64") };

function answering(...pages: readonly object[]) {
  const requests: SignedRequest[] = [];
  const fetch = (request: SignedRequest): Promise<Response> => {
    requests.push(request);
    return Promise.resolve(Response.json(pages[(requests.length - 1) % pages.length]));
  };
  return { requests, fetch };
}

test("asks CloudTrail of the Region for the keys around a time, and keeps them", async () => {
  const { requests, fetch } = answering({ PublicKeyList: [LISTED] });
  const keys = createPublicKeys(fetch, () => NOW_MS);
  expect(await keys.find("eu-west-1", CLOUDTRAIL.fingerprint, NOW_MS)).toEqual(CLOUDTRAIL.der);
  expect(await keys.find("eu-west-1", CLOUDTRAIL.fingerprint.toUpperCase(), NOW_MS - 1e9)).toEqual(CLOUDTRAIL.der);
  expect(requests).toHaveLength(1);
  const [request] = requests;
  expect(request?.url.href).toBe("https://cloudtrail.eu-west-1.amazonaws.com/");
  expect(request?.headers["x-amz-target"]).toBe(
    "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.ListPublicKeys",
  );
  expect(JSON.parse(request?.body ?? "")).toEqual({ StartTime: NOW_MS / 1000 - 7_200, EndTime: NOW_MS / 1000 + 7_200 });
});

test("each Region has its own keys", async () => {
  const { requests, fetch } = answering({ PublicKeyList: [LISTED] }, { PublicKeyList: [] });
  const keys = createPublicKeys(fetch, () => NOW_MS);
  await keys.find("eu-west-1", CLOUDTRAIL.fingerprint, NOW_MS);
  expect(await keys.find("cn-north-1", CLOUDTRAIL.fingerprint, NOW_MS)).toBeNull();
  expect(requests[1]?.url.href).toBe("https://cloudtrail.cn-north-1.amazonaws.com.cn/");
});

test("unknown fingerprints cost one call for a period and ten minutes", async () => {
  const { requests, fetch } = answering({ PublicKeyList: [LISTED] });
  let nowMs = NOW_MS;
  const keys = createPublicKeys(fetch, () => nowMs);
  for (let index = 0; index < 50; index++) expect(await keys.find("eu-west-1", `00${index}`, NOW_MS)).toBeNull();
  expect(requests).toHaveLength(1);
  nowMs += 11 * 60_000;
  expect(await keys.find("eu-west-1", "00", NOW_MS)).toBeNull();
  expect(requests).toHaveLength(2);
});

test("follows pages, as far as a bound", async () => {
  const { requests, fetch } = answering({ PublicKeyList: [], NextToken: "more" }, { PublicKeyList: [LISTED] });
  const keys = createPublicKeys(fetch, () => NOW_MS);
  expect(await keys.find("eu-west-1", CLOUDTRAIL.fingerprint, NOW_MS)).toEqual(CLOUDTRAIL.der);
  expect(JSON.parse(requests[1]?.body ?? "")).toMatchObject({ NextToken: "more" });

  const endless = answering({ PublicKeyList: [], NextToken: "more" });
  await createPublicKeys(endless.fetch, () => NOW_MS).find("eu-west-1", "00", NOW_MS);
  expect(endless.requests).toHaveLength(10);
});

test("throws where CloudTrail refuses or answers nonsense, so that no digest is blamed", async () => {
  const refusing = createPublicKeys(
    () => Promise.resolve(new Response('{"__type":"AccessDeniedException"}', { status: 400 })),
    () => NOW_MS,
  );
  await expect(refusing.find("eu-west-1", "00", NOW_MS)).rejects.toThrow(/400 .*AccessDenied/);
  const nonsense = answering({ PublicKeyList: [{ Fingerprint: 1 }] });
  await expect(createPublicKeys(nonsense.fetch, () => NOW_MS).find("eu-west-1", "00", NOW_MS)).rejects.toThrow();
  await expect(refusing.find("evil.example.com/", "00", NOW_MS)).rejects.toThrow(/not an AWS Region/);
});

test("keys as listed verify a digest; a key that is none does not", async () => {
  const [object] = createChain(1).digests;
  if (!object) throw new Error("the chain is empty");
  const listed = createPublicKeys(answering({ PublicKeyList: [LISTED] }).fetch, () => NOW_MS);
  const checked = await checkDigest(object, (fingerprint, timeMs) => listed.find("eu-west-1", fingerprint, timeMs));
  expect(checked.fault).toBeNull();
  const broken = await checkDigest(object, () => Promise.resolve(new Uint8Array([1, 2, 3])));
  expect(broken).toMatchObject({ fault: "unknown-key", detail: "its public key is not a PKCS #1 key" });
});
