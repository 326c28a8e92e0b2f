import { expect, test } from "vitest";
import type { DigestObject } from "../../../src/intake/digest/verify.ts";
import { harmOf, report, withText } from "./chain-report.ts";
import {
  BUCKET,
  type Chain,
  CLOUDTRAIL,
  createChain,
  fieldsFor,
  fieldsOf,
  FOREIGN,
  HOUR_MS,
  logFile,
  signedObject,
} from "./signer.ts";

/** The digest at 10, which holds three files, and the one after it. */
const AT = 10;

function at(chain: Chain, index: number): DigestObject {
  const object = chain.digests[index];
  if (!object) throw new Error(`no digest ${index}`);
  return object;
}

function resigned(chain: Chain, index: number, change: Record<string, unknown>, signer = CLOUDTRAIL): DigestObject {
  return signedObject({ ...fieldsOf(at(chain, index)), ...change }, signer);
}

function setFile(chain: Chain, index: number, change: object): void {
  chain.files = chain.files.map((file, place) => (place === index ? { ...file, ...change } : file));
}

type Tamper = readonly [name: string, tamper: (chain: Chain) => void, found: readonly string[]];

const TAMPERINGS: readonly Tamper[] = [
  ["log file edited", (chain) => setFile(chain, 5, { sha256: "0".repeat(64) }), ["file-changed"]],
  ["log file deleted", (chain) => setFile(chain, 5, { state: "missing", sha256: null }), ["file-missing"]],
  ["log file added", (chain) => chain.files.push(logFile(chain.startMs + 5.5 * HOUR_MS, "forged")), ["file-unlisted"]],
  [
    "digest edited",
    (chain) => (chain.digests[AT] = withText(at(chain, AT), (text) => text.replace("111122223333", "444455556666"))),
    ["invalid-signature"],
  ],
  [
    "hash list entry removed",
    (chain) => {
      const fields = fieldsOf(at(chain, AT));
      const text = JSON.stringify({ ...fields, logFiles: fields.logFiles.slice(1) });
      chain.digests[AT] = withText(at(chain, AT), () => text);
      // The file goes with its entry.
      const removed = fields.logFiles[0]?.["s3Object"];
      chain.files = chain.files.filter(({ key }) => key !== removed);
    },
    ["invalid-signature"],
  ],
  ["digest deleted", (chain) => chain.digests.splice(AT, 1), ["digest-missing"]],
  ["two digests in a row deleted", (chain) => chain.digests.splice(AT, 2), ["digests-missing"]],
  ["seven digests in a row deleted", (chain) => chain.digests.splice(AT, 7), ["digests-missing"]],
  [
    "two digests deleted, rubbish put in their place",
    (chain) => {
      const rubbish = { ...at(chain, AT), content: new TextEncoder().encode("{}") };
      chain.digests.splice(AT, 2, rubbish);
    },
    ["digest-missing", "unreadable"],
  ],
  ["newest digests deleted", (chain) => chain.digests.splice(-2, 2), ["silence"]],
  [
    "newest digests deleted, rubbish put in their place",
    (chain) => chain.digests.splice(-2, 2, { ...at(chain, 23), content: new TextEncoder().encode("[]") }),
    ["silence", "unreadable"],
  ],
  ["first digests deleted", (chain) => chain.digests.splice(0, 3), ["digests-missing"]],
  [
    "re-signed with a foreign key under its own fingerprint",
    (chain) =>
      (chain.digests[AT] = resigned(
        chain,
        AT,
        { logFiles: [], digestPublicKeyFingerprint: FOREIGN.fingerprint },
        FOREIGN,
      )),
    ["unknown-key"],
  ],
  [
    "re-signed with a foreign key under CloudTrail's fingerprint",
    (chain) => (chain.digests[AT] = resigned(chain, AT, { logFiles: [] }, FOREIGN)),
    ["invalid-signature"],
  ],
  [
    "previous signature replaced",
    (chain) => {
      const other = fieldsOf(at(chain, 5)).previousDigestSignature ?? "";
      const own = fieldsOf(at(chain, AT)).previousDigestSignature ?? "";
      chain.digests[AT] = withText(at(chain, AT), (text) => text.replace(own, other));
    },
    ["invalid-signature"],
  ],
  [
    "signature taken from another digest",
    (chain) => (chain.digests[AT] = { ...at(chain, AT), signature: at(chain, AT - 1).signature }),
    ["invalid-signature"],
  ],
  ["signature removed", (chain) => (chain.digests[AT] = { ...at(chain, AT), signature: null }), ["unsigned"]],
  [
    "signature algorithm weakened",
    (chain) => (chain.digests[AT] = { ...at(chain, AT), signatureAlgorithm: "SHA1withRSA" }),
    ["unsigned"],
  ],
  [
    "signature no hexadecimal",
    (chain) => (chain.digests[AT] = { ...at(chain, AT), signature: "zz" }),
    ["invalid-signature"],
  ],
  [
    "digest moved to another key",
    (chain) => (chain.digests[AT] = { ...at(chain, AT - 1), key: at(chain, AT).key }),
    ["moved"],
  ],
  [
    "digest of another bucket",
    (chain) => (chain.digests[AT] = { ...resigned(chain, AT, { digestS3Bucket: "other-bucket" }), bucket: BUCKET }),
    ["moved"],
  ],
  [
    "order of two digests swapped",
    (chain) => {
      const [one, other] = [at(chain, AT), at(chain, AT + 1)];
      chain.digests[AT] = { ...other, key: one.key };
      chain.digests[AT + 1] = { ...one, key: other.key };
    },
    ["moved"],
  ],
  [
    "chain restarted unannounced",
    (chain) => {
      const rest = chain.digests.splice(AT);
      for (const old of rest) {
        const previous = chain.digests.length === AT ? null : (chain.digests.at(-1) ?? null);
        const fields = fieldsOf(old);
        chain.digests.push(
          signedObject({
            ...fieldsFor({ endMs: Date.parse(fields.digestEndTime), previous }),
            logFiles: fields.logFiles,
          }),
        );
      }
    },
    ["chain-restarted"],
  ],
  [
    "predecessor of other content signed in",
    (chain) => (chain.digests[23] = resigned(chain, 23, { previousDigestHashValue: "0".repeat(64) })),
    ["link-differs"],
  ],
  [
    "trail pointed at another bucket",
    (chain) => (chain.digests[23] = resigned(chain, 23, { previousDigestS3Bucket: "other-bucket" })),
    ["bucket-changed"],
  ],
  ["digest emptied", (chain) => (chain.digests[AT] = { ...at(chain, AT), content: new Uint8Array() }), ["unreadable"]],
  [
    "hash algorithm of a file weakened",
    (chain) =>
      (chain.digests[AT] = withText(at(chain, AT), (text) =>
        text.replace('"hashAlgorithm":"SHA-256"', '"hashAlgorithm":"MD5"'),
      )),
    ["unreadable"],
  ],
];

test.each(TAMPERINGS)("finds: %s", async (_name, tamper, found) => {
  const chain = createChain(24);
  expect(harmOf(await report(chain))).toEqual([]);
  tamper(chain);
  expect(harmOf(await report(chain))).toEqual(found);
});

test("tampering kinds in the table are at least 14, and told apart", () => {
  expect(TAMPERINGS.length).toBeGreaterThanOrEqual(14);
  expect(new Set(TAMPERINGS.flatMap(([, , found]) => found)).size).toBeGreaterThanOrEqual(12);
});
