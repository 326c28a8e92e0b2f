import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { NOTICE_LEASE_MS, NOTICE_SWEEP_GRACE_MS } from "../../src/core/limits.ts";
import { sightingsOf } from "../../src/core/findings/sighting.ts";
import {
  claimNotice,
  getNotice,
  markFailed,
  markQueued,
  markRetry,
  markSent,
  noticesOf,
  openNotices,
  overdueNotices,
} from "../../src/store/notices.ts";
import { saveSightings } from "../../src/store/save-sightings.ts";
import { aHit } from "../core/findings/samples.ts";

async function aNotice(nowMs: number, subject = "alice"): Promise<string> {
  const channels = [{ name: "slack", severityMin: 1 }] as const;
  const sightings = sightingsOf([aHit({ subject: [subject] })], "chunk");
  const [id = ""] = await saveSightings(env.DB, sightings, { nowMs, notify: true, channels });
  return id;
}

test("starts pending and due at once", async () => {
  const id = await aNotice(1000);
  expect(await getNotice(env.DB, id)).toStrictEqual({
    id,
    findingId: id.split(".")[0],
    channel: "slack",
    kind: "new",
    state: "pending",
    attempts: 0,
    createdMs: 1000,
    nextMs: 1000,
    sentMs: null,
    reason: null,
  });
});

test("one consumer claims it, a second does not, until the lease is over", async () => {
  const id = await aNotice(1000);
  expect(await claimNotice(env.DB, id, 999)).toBeNull();
  expect(await claimNotice(env.DB, id, 1000)).toMatchObject({ attempts: 1, nextMs: 1000 + NOTICE_LEASE_MS });
  expect(await claimNotice(env.DB, id, 1000 + NOTICE_LEASE_MS - 1)).toBeNull();
  expect(await claimNotice(env.DB, id, 1000 + NOTICE_LEASE_MS)).toMatchObject({ attempts: 2 });
});

test("sent and failed are final", async () => {
  const sent = await aNotice(1000, "a");
  const failed = await aNotice(1000, "b");
  await markSent(env.DB, sent, 2000);
  await markFailed(env.DB, failed, "HTTP 404");
  await markRetry(env.DB, sent, 5000, "late");
  await markFailed(env.DB, sent, "late");
  await markSent(env.DB, failed, 5000);
  expect(await getNotice(env.DB, sent)).toMatchObject({ state: "sent", sentMs: 2000, reason: null });
  expect(await getNotice(env.DB, failed)).toMatchObject({ state: "failed", sentMs: null, reason: "HTTP 404" });
  expect(await claimNotice(env.DB, sent, 9000)).toBeNull();
  expect(await openNotices(env.DB, "failed", 10)).toMatchObject([{ id: failed }]);
  expect(await openNotices(env.DB, "pending", 10)).toStrictEqual([]);
});

test("is overdue after the grace period, and not again once queued", async () => {
  const early = await aNotice(1000, "a");
  const late = await aNotice(2000, "b");
  const now = 1000 + NOTICE_SWEEP_GRACE_MS;
  expect(await overdueNotices(env.DB, now - 1, 10)).toStrictEqual([]);
  expect(await overdueNotices(env.DB, now, 10)).toStrictEqual([early]);
  await markQueued(env.DB, [early, late], now);
  expect(await overdueNotices(env.DB, now, 10)).toStrictEqual([]);
  expect(await getNotice(env.DB, late)).toMatchObject({ nextMs: 2000 });
  expect(await overdueNotices(env.DB, now + NOTICE_SWEEP_GRACE_MS, 10)).toStrictEqual([late, early]);
});

test("an id that was never given out is nobody's", async () => {
  expect(await getNotice(env.DB, "")).toBeNull();
  expect(await claimNotice(env.DB, "a.b.c.d", 1)).toBeNull();
  expect(await noticesOf(env.DB, "a")).toStrictEqual([]);
});
