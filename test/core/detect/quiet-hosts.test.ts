/** Hosts that do their work, day by day, through the whole path of a host with all detectors: nothing is found. */

import { expect, test } from "vitest";
import { HOST_DETECTORS } from "../../../src/core/detect/host-catalogue.ts";
import type { HostBatch, Lookup } from "../../../src/core/group/host-batch.ts";
import { sha256Hex } from "../../../src/core/hash.ts";
import { UDP } from "../../../src/core/net/protocols.ts";
import { observeHost } from "../../../src/core/observe-host.ts";
import { packHostProfile, unpackHostProfile } from "../../../src/core/profile/host-profile-codec.ts";
import { emptyHostProfile } from "../../../src/core/profile/host-profile.ts";
import { addressFacts, batch, DAY_MS, flow, HOUR_MS, inbound, ip, lookup, MINUTE_MS, NOW } from "./host-batches.ts";
import { attempts, KNOWN_HOST, publicIp, scan } from "./host-traffic.ts";

const DAYS = 12;

/** Batches of DAYS days that end at NOW's, after those of a host that is known. */
function daily(of: (dayMs: number, day: number) => readonly HostBatch[]): readonly HostBatch[] {
  return Array.from({ length: DAYS }, (_, day) => of(NOW - (DAYS - 1 - day) * DAY_MS, day)).flat();
}

function typesOf(batches: readonly HostBatch[]): readonly string[] {
  let profile = emptyHostProfile(["111122223333", "eu-west-1", "i-1"]);
  return batches.flatMap((one, at) => {
    profile = unpackHostProfile(packHostProfile(profile));
    const { hits, faults } = observeHost(profile, one, `chunk${at}`, HOST_DETECTORS);
    expect(faults).toEqual([]);
    return hits.map(({ type, title }) => `${type}: ${title}`);
  });
}

/** One query a name, spread over `spanMs`. */
function queries(names: readonly string[], firstMs: number, spanMs: number, changes: Partial<Lookup> = {}): HostBatch {
  return batch(
    [],
    names.map((name, index) => {
      const timeMs = firstMs + Math.floor((index * spanMs) / names.length);
      return lookup({ record: index + 1, name, firstMs: timeMs, lastMs: timeMs, ...changes });
    }),
  );
}

const hex = (seed: string, chars: number): string => sha256Hex([seed]).slice(0, chars);
const names = (amount: number, of: (index: number) => string): string[] =>
  Array.from({ length: amount }, (_, at) => of(at));

test("cloud-init's names that do not exist, at each of many boots", () => {
  const boot = [
    "does-not-exist.example.com",
    "example.invalid",
    "__cloud_init_expected_not_found__.eu-west-1.compute.internal",
    "instance-data.eu-west-1.compute.internal",
  ];
  const labels = ["metadata", "instance-data", "wpad", "isatap", "kdc", "ldap"];
  const searched = labels.flatMap((name) => [`${name}.corp.example.com`, `${name}.example.com`, `${name}.localdomain`]);
  const boots = [0, 1, 2, 3, 4, 5].map((at) => at * 5 * MINUTE_MS);
  expect(
    typesOf(
      daily((day) => boots.map((at) => queries([...boot, ...searched], day + at, 20_000, { rcode: "NXDOMAIN" }))),
    ),
  ).toEqual([]);
});

test("block lists that a mail server asks for each sender", () => {
  const reversed = (day: number, at: number): string => `${at % 256}.${(at * 7 + day) % 256}.${(at * 13) % 223}.45`;
  const lists = ["zen.spamhaus.org", "bl.spamcop.net", "dnsbl.example.net"];
  const asked = (day: number): string[] => names(900, (at) => `${reversed(day, at)}.${lists[at % 3]}`);
  expect(typesOf(daily((dayMs, day) => [queries(asked(day), dayMs, HOUR_MS, { rcode: "NXDOMAIN" })]))).toEqual([]);
});

test("hashes of files and sites that antivirus products ask for", () => {
  const zones = ["avqs.mcafee.com", "sophosxl.net", "hash.cymru.com", "url.trendmicro.com"];
  const asked = (day: number): string[] =>
    names(1_200, (at) => `${hex(`${day} ${at}`, 40)}.${zones[at % zones.length]}`);
  expect(typesOf(daily((dayMs, day) => [queries(asked(day), dayMs, HOUR_MS, { type: "TXT" })]))).toEqual([]);
});

test("long names of content networks, hosters and telemetry, new ones each day", () => {
  const zones = ["cloudfront.net", "us-east-1.elb.amazonaws.com", "akamaiedge.net", "azureedge.net", "nr-data.net"];
  const asked = (day: number): string[] =>
    names(1_000, (at) => `${hex(`${day} ${at}`, 14)}-${hex(`${at} ${day}`, 30)}.${zones[at % zones.length]}`);
  expect(typesOf(daily((dayMs, day) => [queries(asked(day), dayMs, HOUR_MS)]))).toEqual([]);
});

test("time from a pool whose servers change", () => {
  const pool = (dayMs: number, day: number): HostBatch =>
    batch(
      names(40, String).map((_, at) =>
        flow({
          record: at + 1,
          remoteIp: publicIp(day * 40 + at),
          remotePort: 123,
          protocol: UDP,
          packetsOut: 1,
          bytesOut: 76,
          packetsIn: 1,
          bytesIn: 76,
          firstMs: dayMs + at * MINUTE_MS,
          lastMs: dayMs + at * MINUTE_MS + 1_000,
        }),
      ),
    );
  expect(typesOf(daily((dayMs, day) => [pool(dayMs, day)]))).toEqual([]);
});

test("a nightly backup to a known host that grows", () => {
  const backup = (firstMs: number, day: number): HostBatch =>
    batch([
      flow({
        remoteIp: ip("203.0.113.60"),
        remotePort: 22,
        packetsOut: 14_000_000,
        bytesOut: 20_000_000_000 * 1.08 ** day,
        packetsIn: 900_000,
        bytesIn: 60_000_000,
        firstMs,
        lastMs: firstMs + HOUR_MS,
      }),
    ]);
  const known = KNOWN_HOST.flatMap((one) => {
    const firstMs = one.flows[0]?.firstMs ?? NOW;
    return [one, backup(firstMs, 0)];
  });
  expect(typesOf([...known, ...Array.from({ length: 5 }, (_, at) => backup(NOW + at * DAY_MS, at + 1))])).toEqual([]);
});

test("a mail relay that takes mail on port 25 and delivers to servers all over", () => {
  const mail = (dayMs: number, day: number): HostBatch => {
    const times = (at: number) => ({
      record: at + 1,
      firstMs: dayMs + at * 20_000,
      lastMs: dayMs + at * 20_000 + 5_000,
    });
    const amounts = { packetsOut: 30, bytesOut: 20_000, packetsIn: 25, bytesIn: 4_000 };
    return batch([
      ...names(60, String).map((_, at) => inbound({ ...times(at), localPort: 25, remoteIp: publicIp(at + day * 3) })),
      ...names(120, String).map((_, at) =>
        flow({ ...times(60 + at), ...amounts, remotePort: 25, remoteIp: publicIp(at * 2 + day) }),
      ),
    ]);
  };
  expect(typesOf(daily((dayMs, day) => [mail(dayMs, day)]))).toEqual([]);
});

test("health checks of a load balancer's nodes, on the host's service and on its SSH port", () => {
  const checks = (firstMs: number): HostBatch =>
    batch(
      ["10.0.1.5", "10.0.1.6", "10.0.2.5"].flatMap((node, at) =>
        [22, 8080].map((localPort, port) =>
          inbound({
            record: at * 2 + port + 1,
            records: 720,
            remoteIp: ip(node),
            localPort,
            packetsIn: 1_440,
            bytesIn: 75_000,
            packetsOut: 1_440,
            bytesOut: 75_000,
            firstMs,
            lastMs: firstMs + HOUR_MS,
          }),
        ),
      ),
    );
  expect(typesOf(daily((dayMs) => [0, 1, 2].map((hour) => checks(dayMs + hour * HOUR_MS))))).toEqual([]);
});

test("a vulnerability scanner on the trusted list, and what it scans seen from its own side", () => {
  const remote = addressFacts({
    trustedBy: [{ list: "scanners", category: "trusted", family: null, entry: "10.0.7.7" }],
  });
  const of = (dayMs: number): HostBatch => {
    const times = { firstMs: dayMs, lastMs: dayMs + 10 * MINUTE_MS };
    const scanner = { remoteIp: ip("10.0.7.7"), remote };
    return batch([
      attempts(300, 5_000, { ...scanner, ...times, initiator: "remote", localPort: 22, remotePort: 50_000 }),
      ...names(1_000, String).map((_, at) =>
        inbound({
          ...scanner,
          ...times,
          record: at + 2,
          localPort: at + 1,
          packetsIn: 1,
          bytesIn: 44,
          packetsOut: 1,
          bytesOut: 40,
        }),
      ),
      ...scan(1_000, 5, { ...scanner, ...times }),
    ]);
  };
  expect(typesOf([...KNOWN_HOST, of(NOW)])).toEqual([]);
  expect(typesOf(daily((dayMs) => [of(dayMs)]))).toEqual([]);
});
