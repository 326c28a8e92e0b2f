import { expect, test } from "vitest";
import { type FolderFacts, type Judged, judgeFolder } from "../../../src/intake/digest/judge.ts";
import { parseDigestKey } from "../../../src/intake/digest/keys.ts";
import { checkDigest, type DigestObject } from "../../../src/intake/digest/verify.ts";
import { MINUTE_MS, withText } from "./chain-report.ts";
import {
  BUCKET,
  type Chain,
  createChain,
  fieldsFor,
  HOUR_MS,
  keyOf,
  logFile,
  sha256,
  signedObject,
  STREAM,
} from "./signer.ts";

/** What a ledger holds that has read every digest and log file of a chain. */
async function factsOf(chain: Chain, change: Partial<FolderFacts> = {}): Promise<FolderFacts> {
  const checked = await Promise.all(chain.digests.map((object) => checkDigest(object, keyOf)));
  return {
    bucket: BUCKET,
    region: STREAM.region,
    state: { base: "b/", fromMs: chain.startMs, completeMs: 0, before: {} },
    digests: checked.map((one) => ({ etag: "e", checked: one })),
    listed: new Set(chain.digests.map(({ key }) => key)),
    complete: true,
    vouched: checked.flatMap(({ digest, fault }) =>
      (fault === null ? (digest?.logFiles ?? []) : []).map(({ s3Object: key, hashValue: expected }) => {
        return { key, expected, endMs: digest?.endMs ?? 0, asked: false, gone: false };
      }),
    ),
    logFiles: chain.files.map(({ key, sha256 }) => ({ key, hashes: sha256 === null ? [] : [sha256], waiting: false })),
    announcedMs: [],
    nowMs: chain.endMs + 10 * MINUTE_MS,
    ...change,
  };
}

function kinds({ harms }: Judged): string[] {
  return [...new Set(harms.map(({ kind }) => kind))].sort();
}

test("a whole chain proves its logs to its end", async () => {
  const chain = createChain(24);
  const { report, harms, unseen } = judgeFolder(await factsOf(chain));
  expect([harms, unseen, report.reasons]).toEqual([[], [], []]);
  expect(report).toMatchObject({ region: "eu-west-1", complete: true, provenToMs: chain.endMs });
  expect(report.files).toEqual({ listed: 48, intact: 48, late: 0, changed: 0, missing: 0, unread: 0, unlisted: 0 });
  expect(report.trails).toMatchObject([
    { trail: "main_trail", homeRegion: "us-east-1", digests: 24, verified: 24, backfills: 0, gaps: [] },
  ]);
});

test("tells files that are changed, missing, late, unread and unlisted apart", async () => {
  const chain = createChain(24);
  const facts = await factsOf(chain);
  const [changed, missing, late, waiting, unasked, twice] = facts.vouched.map(({ key }) => key);
  const others = facts.vouched.slice(6).map(({ key }) => key);
  const read = (key: string, ...hashes: string[]) => ({ key, hashes, waiting: false });
  const expected = (key = "") => facts.vouched.find((file) => file.key === key)?.expected ?? "";
  const forged = logFile(chain.startMs + 5.5 * HOUR_MS, "forged").key;
  const judged = judgeFolder({
    ...facts,
    vouched: facts.vouched.map((file) => ({
      ...file,
      asked: [missing, late].includes(file.key),
      gone: file.key === missing,
    })),
    logFiles: [
      read(changed ?? "", sha256("other")),
      read(late ?? "", expected(late)),
      { key: waiting ?? "", hashes: [], waiting: true },
      // It was as it should be, and then something else lay there.
      read(twice ?? "", expected(twice), sha256("later")),
      ...others.map((key) => read(key, expected(key))),
      read(forged, sha256("forged")),
    ],
  });
  expect(judged.report.files).toEqual({
    listed: 48,
    intact: 42,
    late: 1,
    changed: 2,
    missing: 1,
    unread: 2,
    unlisted: 1,
  });
  expect(judged.unseen).toEqual([unasked]);
  expect(kinds(judged)).toEqual(["file-changed", "file-missing"]);
  expect(judged.harms.map(({ key }) => key).sort()).toEqual([changed, missing, twice].sort());
  expect(judged.report.examples).toEqual({
    changed: [changed, twice],
    missing: [missing],
    unread: [waiting, unasked],
    unlisted: [forged],
  });
  expect(judged.report.provenToMs).toBeNull();
  expect(judged.report.reasons.join()).toMatch(/2 log files .* not been read.*1 log files are in no digest/);
});

test("logs are proven up to the first harm", async () => {
  const chain = createChain(24);
  const facts = await factsOf(chain);
  const bad = facts.vouched.find(({ endMs }) => endMs === chain.startMs + 10 * HOUR_MS)?.key;
  const logFiles = facts.logFiles.map((file) => (file.key === bad ? { ...file, hashes: [sha256("other")] } : file));
  expect(judgeFolder({ ...facts, logFiles }).report.provenToMs).toBe(chain.startMs + 9 * HOUR_MS);
  chain.digests.splice(15, 1);
  expect(judgeFolder(await factsOf(chain)).report.provenToMs).toBe(chain.startMs + 15 * HOUR_MS);
});

test("digests that were read and are gone are missed at once, the newest as well, each once", async () => {
  const chain = createChain(24);
  const facts = await factsOf(chain);
  const keys = chain.digests.map(({ key }) => key);
  for (const gone of [keys.slice(10, 11), keys.slice(10, 14), keys.slice(-1), keys]) {
    const judged = judgeFolder({ ...facts, listed: new Set(keys.filter((key) => !gone.includes(key))) });
    const told = judged.harms.filter(({ kind }) => kind.endsWith("-missing")).map(({ key }) => key);
    expect(told.sort()).toEqual(gone);
  }
});

test("what was remembered from before the window has to be linked to, and its silence is told", async () => {
  const chain = createChain(24);
  const [checked] = await Promise.all(chain.digests.slice(11, 12).map((object) => checkDigest(object, keyOf)));
  const head = {
    bucket: BUCKET,
    key: checked?.key ?? "",
    sha256: checked?.sha256 ?? "",
    signature: checked?.signature ?? "",
    endMs: chain.startMs + 12 * HOUR_MS,
  };
  const state = { base: "b/", fromMs: head.endMs + 1, completeMs: 0, before: { "/main_trail/us-east-1": head } };
  const after = (hours: number): Chain => ({
    ...chain,
    digests: chain.digests.slice(hours),
    files: chain.files.filter(({ deliveredMs }) => (deliveredMs ?? 0) > chain.startMs + hours * HOUR_MS),
  });
  expect(judgeFolder(await factsOf(after(12), { state })).harms).toEqual([]);
  expect(kinds(judgeFolder(await factsOf(after(14), { state })))).toEqual(["digests-missing"]);
  expect(kinds(judgeFolder(await factsOf(after(24), { state })))).toEqual(["silence"]);
  // Nothing is said of silence while digests are still to be read.
  expect(judgeFolder(await factsOf(after(24), { state, complete: false })).harms).toEqual([]);
});

test("trails that share a folder are judged apart, and vouch for the folder's files together", async () => {
  const chain = createChain(6);
  const other = { ...STREAM, trail: "second" };
  const second: DigestObject[] = [];
  const extra = logFile(chain.startMs + 1.5 * HOUR_MS, "ofSecond");
  for (let hour = 1; hour <= 6; hour++) {
    const endMs = chain.startMs + hour * HOUR_MS;
    const fields = fieldsFor({ endMs, previous: second.at(-1) ?? null, files: hour === 2 ? [extra] : [] });
    const key = fields.digestS3Object.replace("main_trail", other.trail);
    second.push(signedObject({ ...fields, digestS3Object: key }));
  }
  const both: Chain = { ...chain, digests: [...chain.digests, ...second], files: [...chain.files, extra] };
  const { report, harms } = judgeFolder(await factsOf(both));
  expect(harms).toEqual([]);
  expect(report.trails.map(({ trail, verified }) => [trail, verified])).toEqual([
    ["main_trail", 6],
    ["second", 6],
  ]);
  expect(report.files).toMatchObject({ listed: 13, intact: 13, unlisted: 0 });
  // The other trail's digests are gone: whose file it is can no longer be told.
  expect(judgeFolder(await factsOf({ ...both, digests: chain.digests })).report.files.unlisted).toBe(1);
});

test("a chain that begins anew is harm, unless somebody started logging then", async () => {
  const chain = createChain(6);
  const restartMs = chain.endMs + 5 * HOUR_MS;
  const fresh = signedObject(fieldsFor({ endMs: restartMs, previous: null }));
  const later: Chain = { ...chain, digests: [...chain.digests, fresh], endMs: restartMs };
  expect(kinds(judgeFolder(await factsOf(later)))).toEqual(["chain-restarted"]);
  expect(kinds(judgeFolder(await factsOf(later, { announcedMs: [restartMs - 30 * MINUTE_MS] })))).toEqual([]);
});

test("digests that are edited vouch for nothing", async () => {
  const chain = createChain(6);
  chain.digests[3] = withText(chain.digests[3] as DigestObject, (text) => text.replace("111122223333", "444455556666"));
  const { report, harms } = judgeFolder(await factsOf(chain));
  expect(harms).toMatchObject([{ kind: "invalid-signature", key: chain.digests[3]?.key, trail: "main_trail" }]);
  expect(report.files.listed).toBe(9);
});

test("no digests at all: the report says that validation is off, and it is no harm", async () => {
  const chain = createChain(2);
  const facts = await factsOf(chain, { digests: [], listed: new Set(), vouched: [] });
  const { report, harms } = judgeFolder(facts);
  expect(harms).toEqual([]);
  expect(report).toMatchObject({ trails: [], provenToMs: null, files: { listed: 0, unlisted: 0 } });
  expect(report.reasons).toEqual(["no digests: log file validation is off for every trail that delivers here"]);
  expect(parseDigestKey(chain.digests[0]?.key ?? "")?.trail).toBe("main_trail");
});
