import { expect, test } from "vitest";
import { checkDigest } from "../../../src/intake/digest/verify.ts";
import { harmOf, MINUTE_MS, report, withText } from "./chain-report.ts";
import { CLOUDTRAIL, createChain, fieldsFor, HOUR_MS, keyOf, logFile, signedObject, STREAM } from "./signer.ts";

const AT = 10;

test("48 hours with empty hours stay clean, in any order of reading", async () => {
  const chain = createChain(48);
  const found = await report({ ...chain, digests: chain.digests.toReversed() });
  expect(harmOf(found)).toEqual([]);
  expect(found).toMatchObject({ digests: 48, verified: 48, backfills: 0, gaps: [], unseenFiles: [] });
  expect(found.intactFiles).toBe(chain.files.length);
  expect(found.intactFiles).toBe(96);
  expect(found.head?.key).toBe(chain.digests.at(-1)?.key);
});

test("backfill digests vouch for late files and form a chain of their own", async () => {
  const chain = createChain(48);
  const late = logFile(chain.startMs + 20.5 * HOUR_MS, "late");
  const later = logFile(chain.startMs + 30.5 * HOUR_MS, "later");
  chain.files.push(late, later);
  expect(harmOf(await report(chain))).toEqual(["file-unlisted"]);

  const signedMs = chain.endMs + HOUR_MS;
  const one = signedObject(
    fieldsFor({ endMs: chain.startMs + 21 * HOUR_MS, previous: null, files: [late], backfill: true }),
    CLOUDTRAIL,
    signedMs,
  );
  const other = signedObject(
    fieldsFor({ endMs: chain.startMs + 31 * HOUR_MS, previous: one, files: [later], backfill: true }),
    CLOUDTRAIL,
    signedMs,
  );
  const found = await report({ ...chain, digests: [...chain.digests, one, other] });
  expect(harmOf(found)).toEqual([]);
  expect(found).toMatchObject({ digests: 50, verified: 50, backfills: 2, gaps: [], intactFiles: 98 });

  expect(harmOf(await report({ ...chain, digests: [...chain.digests, other] }, { files: [] }))).toEqual([
    "digest-missing",
  ]);
  const edited = withText(one, (text) => text.replace("late", "LATE"));
  const tampered = await report({ ...chain, digests: [...chain.digests, edited, other] }, { files: [] });
  expect(harmOf(tampered)).toEqual(["invalid-signature"]);
});

test("asks for the key of a backfill digest at the time it was signed", async () => {
  const asked: number[] = [];
  const endMs = Date.UTC(2026, 10, 1);
  const object = signedObject(fieldsFor({ endMs, previous: null, backfill: true }), CLOUDTRAIL, endMs + 50 * HOUR_MS);
  const spy = (fingerprint: string, timeMs: number) => (asked.push(timeMs), keyOf(fingerprint, timeMs));
  expect((await checkDigest(object, spy)).fault).toBeNull();
  expect((await checkDigest({ ...object, generatedMs: null }, spy)).fault).toBeNull();
  expect(asked).toEqual([endMs + 50 * HOUR_MS, endMs]);
});

test("a gap tells from when to when, and how many digests", async () => {
  const chain = createChain(24);
  chain.digests.splice(AT, 3);
  const found = await report(chain);
  const fromMs = chain.startMs + AT * HOUR_MS;
  expect(found.gaps).toEqual([{ fromMs, toMs: fromMs + 3 * HOUR_MS, digests: 3 }]);
  expect(found.problems).toMatchObject([{ kind: "digests-missing", fromMs, toMs: fromMs + 3 * HOUR_MS }]);
  expect(found.problems[0]?.key).toMatch(/^AWSLogs\/111122223333\/CloudTrail-Digest\/eu-west-1\//);
});

test("a stop that was announced is a gap and no alarm", async () => {
  const chain = createChain(6);
  const restartMs = chain.endMs + 9 * HOUR_MS;
  const restarted = signedObject(fieldsFor({ endMs: restartMs + HOUR_MS, previous: null }));
  const longer = { ...chain, digests: [...chain.digests, restarted], endMs: restartMs + HOUR_MS };
  const found = await report(longer, { announcedMs: [restartMs + 5 * MINUTE_MS] });
  expect(harmOf(found)).toEqual([]);
  expect(found.gaps).toEqual([{ fromMs: chain.endMs, toMs: restartMs, digests: 9 }]);
  expect(harmOf(await report(longer, { announcedMs: [chain.startMs] }))).toEqual(["chain-restarted"]);
});

test("files that were not read yet are to be fetched, and no harm", async () => {
  const chain = createChain(12);
  const [first, second, ...rest] = chain.files;
  if (!first || !second) throw new Error("the chain has no files");
  const found = await report(chain, { files: [{ ...second, state: "unread", sha256: null }, ...rest] });
  expect(harmOf(found)).toEqual([]);
  expect(found.unseenFiles).toEqual(
    [first, second].map(({ bucket, key, sha256 }) => ({ bucket, key, expected: sha256 })),
  );
});

test("an unlisted file near the edge of what was witnessed is no harm", async () => {
  const chain = createChain(12);
  chain.files.push(logFile(chain.startMs + 5 * MINUTE_MS, "early"), logFile(chain.endMs - 5 * MINUTE_MS, "fresh"));
  expect(harmOf(await report(chain))).toEqual([]);
});

test("passes hand the head on: the next must link to it, and it must be there still", async () => {
  const chain = createChain(24);
  const firstHalf = { ...chain, digests: chain.digests.slice(0, 12), endMs: chain.startMs + 12 * HOUR_MS };
  const { head } = await report(firstHalf, { files: [] });
  expect(head?.endMs).toBe(firstHalf.endMs);

  const second = { ...chain, digests: chain.digests.slice(12) };
  const next = { head, fromMs: firstHalf.endMs + 1, files: [] };
  expect(harmOf(await report(second, next))).toEqual([]);
  expect(harmOf(await report({ ...second, digests: chain.digests.slice(13) }, next))).toEqual(["digest-missing"]);
  expect(harmOf(await report({ ...second, digests: chain.digests.slice(14) }, next))).toEqual(["digests-missing"]);
  // Listed again from before the head, and the head is gone.
  expect(harmOf(await report(second, { ...next, fromMs: firstHalf.endMs }))).toEqual(["digest-missing"]);
  const overlapping = { ...chain, digests: chain.digests.slice(11) };
  expect(harmOf(await report(overlapping, { ...next, fromMs: firstHalf.endMs }))).toEqual([]);
  const forged = { ...next, head: head && { ...head, sha256: "0".repeat(64) } };
  expect(harmOf(await report(second, forged))).toEqual(["link-differs"]);
});

test("nothing at all is silence once there was a digest, and nothing before", async () => {
  const chain = createChain(2);
  const { head } = await report(chain);
  const none = { ...chain, digests: [], files: [] };
  expect(harmOf(await report(none))).toEqual([]);
  const later = { head, fromMs: chain.endMs + 1 };
  expect(harmOf(await report(none, { ...later, nowMs: chain.endMs + 89 * MINUTE_MS }))).toEqual([]);
  const silent = await report(none, { ...later, nowMs: chain.endMs + 91 * MINUTE_MS });
  expect(silent).toMatchObject({ silentSinceMs: chain.endMs, head });
});

test("the signer's keys lie where digests lie", () => {
  expect(createChain(1).digests[0]?.key).toBe(
    `AWSLogs/${STREAM.accountId}/CloudTrail-Digest/eu-west-1/2026/11/22/${STREAM.accountId}_CloudTrail-Digest_eu-west-1_main_trail_us-east-1_20261122T150131Z.json.gz`,
  );
});
