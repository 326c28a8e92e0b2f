import * as fc from "fast-check";
import { dnsAnswer } from "../../../src/core/event-dns.ts";
import { expect, test } from "vitest";
import { daysKnown } from "../../../src/core/detect/host-learning.ts";
import type { HostBatch } from "../../../src/core/group/host-batch.ts";
import { HOST_PROFILE_BYTES_MAX, SIGNALS_MAX, WINDOW_ITEMS_KEPT, WINDOW_KEYS_MAX } from "../../../src/core/limits.ts";
import { foldHost, pruneHost } from "../../../src/core/profile/fold-host.ts";
import { dayOf, daysBefore, eachDay } from "../../../src/core/profile/habits.ts";
import { packHostProfile, unpackHostProfile } from "../../../src/core/profile/host-profile-codec.ts";
import { emptyHostProfile, type HostProfile } from "../../../src/core/profile/host-profile.ts";
import { encodeUtf8 } from "../../../src/core/text.ts";
import { batch, DAY_MS, flow, HOUR_MS, inbound, ip, lookup, MINUTE_MS, NOW } from "../detect/host-batches.ts";
import { attempts, scan, WEB_SERVER } from "../detect/host-traffic.ts";

function profileOf(batches: readonly HostBatch[]): HostProfile {
  const profile = emptyHostProfile(["1", "eu-west-1", "i-1"]);
  for (const one of batches) {
    foldHost(profile, one);
    pruneHost(profile);
  }
  return profile;
}

/** A few days of all kinds of traffic. */
const DAYS: readonly HostBatch[] = Array.from({ length: 5 }, (_, day) => {
  const at = NOW + day * HOUR_MS - 4 * DAY_MS * Number(day < 2);
  const times = { firstMs: at, lastMs: at + 9 * MINUTE_MS };
  return batch(
    [
      flow({ ...times, remotePort: 443 + day, bytesOut: 1_000 * (day + 1) }),
      flow({ ...times, remoteIp: ip("8.8.8.8"), remotePort: 53, protocol: 17 }),
      flow({ ...times, remotePort: 80, protocol: 17, packetsOut: 50_000 + day, packetsIn: 0 }),
      inbound({ ...times, localPort: 22, remotePort: 50_000 }),
      attempts(10 + day, 4_000, times),
      ...scan(6, 2, { remoteIp: ip("10.0.0.9") }).map((one) => ({
        ...one,
        ...times,
        remotePort: (one.remotePort ?? 0) + day * 10,
      })),
    ],
    [
      lookup({ ...times, name: `a${day}.example.com`, answers: [dnsAnswer("198.51.100.7", "A", "IN")] }),
      lookup({ ...times, name: `unknown${day}.example.org`, rcode: "NXDOMAIN" }),
    ],
  );
});

test("the order in which batches arrive changes nothing", () => {
  const expected = packHostProfile(profileOf(DAYS));
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (order) => {
      // Windows forget by the latest record, so what came late into them may be more.
      const { habits, flowDays, queryDays, firstMs, lastMs } = profileOf(order.map((at) => DAYS[at] as HostBatch));
      const sorted = JSON.parse(
        packHostProfile({
          ...emptyHostProfile(["1", "eu-west-1", "i-1"]),
          habits,
          flowDays,
          queryDays,
          firstMs,
          lastMs,
        }),
      );
      const { habits: known, flowDays: flows, queryDays: queries } = JSON.parse(expected);
      expect([sorted.habits, sorted.flowDays, sorted.queryDays]).toEqual([known, flows, queries]);
    }),
    { seed: 7, numRuns: 40 },
  );
});

test("batches of one hour fill the windows the same in any order", () => {
  const near = DAYS.slice(2);
  const expected = packHostProfile(profileOf(near));
  for (const order of [
    [2, 1, 0],
    [1, 0, 2],
    [2, 0, 1],
  ]) {
    const packed = packHostProfile(profileOf(order.map((at) => near[at] as HostBatch)));
    expect(JSON.parse(packed)).toEqual(JSON.parse(expected));
  }
});

test("a packed profile says after unpacking what it said before", () => {
  const profile = profileOf(DAYS);
  profile.signals.push({
    source: "dns",
    name: "Trojan:EC2/DNSDataExfiltration",
    severity: 8,
    timeMs: NOW,
    endpoint: "example.com",
    actor: null,
    description: "x",
  });
  const packed = packHostProfile(profile);
  expect(packHostProfile(unpackHostProfile(packed))).toBe(packed);
  expect(unpackHostProfile(packed).sums.logins).toEqual(profile.sums.logins);
  expect(unpackHostProfile(packed).distinct).toEqual(profile.distinct);
});

test("a row of version 2, whose sums are minute by minute, is read as it was meant", () => {
  const profile = profileOf(DAYS);
  const packed = JSON.parse(packHostProfile(profile));
  const minutes = (rows: [string, ...number[]][]): unknown[] =>
    rows.map(([key, width = 0, ...numbers]) => {
      const row: (string | number)[] = [key, width];
      for (let at = 0; at < numbers.length; at += width + 2) {
        const [first = 0, count = 0] = numbers.slice(at);
        for (let minute = first; minute < first + count; minute++) {
          row.push(minute, ...numbers.slice(at + 2, at + 2 + width));
        }
      }
      return row;
    });
  const sums = { floods: minutes(packed.sums.floods), logins: minutes(packed.sums.logins) };
  expect(JSON.stringify(sums).length).toBeGreaterThan(JSON.stringify(packed.sums).length * 2);
  expect(packHostProfile(unpackHostProfile(JSON.stringify({ ...packed, v: 2, sums })))).toBe(JSON.stringify(packed));
});

test("a row of another version is an error", () => {
  const packed = JSON.parse(packHostProfile(emptyHostProfile([])));
  expect(() => unpackHostProfile(JSON.stringify({ ...packed, v: 1 }))).toThrow();
  expect(() => unpackHostProfile("{}")).toThrow();
});

test("judges by days before the event's own", () => {
  const { habits, flowDays } = profileOf(DAYS);
  const today = dayOf(NOW);
  expect(daysBefore(habits.remotePorts.get("6:443"), today)).toBe(1);
  expect(daysBefore(habits.remotePorts.get("6:446"), today)).toBe(0);
  expect(daysKnown(flowDays, today)).toBe(1);
});

test("a record summed over days counts on each of them", () => {
  const { habits } = profileOf([batch([flow({ lastMs: NOW + 3 * DAY_MS, bytesOut: 4_000 })])]);
  const days: [number, number][] = [];
  eachDay(habits.peers.get("198.51.100.7"), (day, bytes) => days.push([day - dayOf(NOW), bytes]));
  expect(days).toEqual([
    [3, 1_000],
    [2, 1_000],
    [1, 1_000],
    [0, 1_000],
  ]);
});

test("a scan drives no habit out", () => {
  const history = Array.from({ length: 3 }, (_, day) => batch([flow({ firstMs: NOW - (3 - day) * DAY_MS })]));
  const open = Array.from({ length: 5_000 }, (_, index) => flow({ remotePort: index + 1, firstMs: NOW }));
  expect(daysBefore(profileOf([...history, batch(open)]).habits.remotePorts.get("6:443"), dayOf(NOW))).toBe(3);
});

test("refused strangers teach nothing", () => {
  const noise = inbound({ action: "REJECT", packetsOut: 0, bytesOut: 0, localPort: 22 });
  const { habits, sums, distinct } = profileOf([batch([noise, { ...noise, initiator: "local", remotePort: 53 }])]);
  expect([
    habits.services.size,
    habits.peers.size,
    habits.logins.size,
    sums.logins.size,
    distinct.portsByPeer.size,
  ]).toEqual([0, 0, 0, 0, 0]);
});

test("fits its row whatever arrives", () => {
  const profile = emptyHostProfile(["\u{1f4a3}".repeat(400), "eu-west-1", "i-1"]);
  for (let day = 0; day < 36; day++) {
    const firstMs = NOW + day * DAY_MS;
    const times = { firstMs, lastMs: firstMs + 10 * MINUTE_MS };
    const many = Array.from({ length: 600 }, (_, index) => [
      flow({
        ...times,
        remoteIp: ip(`2001:db8:${day.toString(16)}:ffff:ffff:ffff:${index.toString(16)}:1`),
        remotePort: index * 50 + 1,
      }),
      attempts(2, 4_000, { ...times, remoteIp: ip(`2001:db8:aaaa:bbbb:cccc:dddd:eeee:${index.toString(16)}`) }),
      inbound({ ...times, localPort: index + 1 }),
      flow({
        ...times,
        protocol: 17,
        packetsIn: 0,
        packetsOut: 90_000,
        remoteIp: ip(`203.0.113.${index % 256}`),
        remotePort: index + 9,
      }),
    ]);
    const names = Array.from({ length: 600 }, (_, index) =>
      lookup({
        ...times,
        name: `${"\u00e9x".repeat(20)}${index}.${"z".repeat(60)}${index % 300}.${day}.co.uk`,
        type: `T${index}`,
        rcode: "NXDOMAIN",
        answers: [dnsAnswer(`2001:db8::${index.toString(16)}:${day}`, "AAAA", "IN")],
      }),
    );
    const signals = names.map(({ name }, index) => ({
      source: "dns" as const,
      name,
      severity: 5,
      timeMs: firstMs + index,
      endpoint: name,
      actor: name,
      description: "\u20ac".repeat(900),
    }));
    foldHost(profile, { ...batch(many.flat(), names), signals });
    pruneHost(profile);
  }
  foldHost(profile, WEB_SERVER);
  pruneHost(profile);
  expect(profile.signals.length).toBeLessThanOrEqual(SIGNALS_MAX);
  expect(profile.distinct.portsByPeer.size).toBeLessThanOrEqual(WINDOW_KEYS_MAX);
  for (const items of profile.distinct.portsByPeer.values()) expect(items.size).toBeLessThanOrEqual(WINDOW_ITEMS_KEPT);
  const packed = packHostProfile(profile);
  expect(encodeUtf8(packed).length).toBeLessThanOrEqual(HOST_PROFILE_BYTES_MAX);
  expect(unpackHostProfile(packed).habits.services.size).toBeGreaterThan(0);
});
