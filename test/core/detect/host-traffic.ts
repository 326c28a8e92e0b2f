/** Traffic of hosts as it lies in flow logs: what detectors must see, and what they must not take for it. */

import type { Flow } from "../../../src/core/event-flow.ts";
import type { HostBatch } from "../../../src/core/group/host-batch.ts";
import { UDP } from "../../../src/core/net/protocols.ts";
import { batch, flow, inbound, ip, lookup, MINUTE_MS, NOW, onDaysBefore, PEER } from "./host-batches.ts";

/** HTTPS to a peer and NTP on each of ten days before: a host that is known. */
export const KNOWN_HOST: readonly HostBatch[] = onDaysBefore(10, (firstMs) =>
  batch([
    flow({ firstMs, lastMs: firstMs + MINUTE_MS, bytesOut: 5_000_000 }),
    flow({ firstMs, lastMs: firstMs + MINUTE_MS, remoteIp: ip("169.254.169.123"), remotePort: 123, protocol: UDP }),
  ]),
);

/** The same flow on each of ten days before. */
export function usual(changes: Partial<Flow>, of: (changes: Partial<Flow>) => Flow = flow): readonly HostBatch[] {
  return onDaysBefore(10, (firstMs) => batch([of({ ...changes, firstMs, lastMs: firstMs + MINUTE_MS })]));
}

/** 203.0.113.0/24 and 198.51.100.0/24 in turn: addresses that count as public. */
export function publicIp(index: number): ReturnType<typeof ip> {
  return ip(index % 2 === 0 ? `203.0.113.${(index >> 1) % 256}` : `198.51.100.${(index >> 1) % 256}`);
}

/** A SYN that got a RST, a SYN-ACK and no word, or nothing. */
export function probe(changes: Partial<Flow>): Flow {
  return flow({ records: 2, packetsOut: 1, bytesOut: 44, packetsIn: 1, bytesIn: 40, ...changes });
}

/** A scan of `ports` ports of PEER, as `nmap -sT` makes it, within `minutes`. */
export function scan(ports: number, minutes: number, changes: Partial<Flow> = {}): Flow[] {
  return Array.from({ length: ports }, (_, index) => {
    const firstMs = NOW + Math.floor((index * minutes * MINUTE_MS) / ports);
    return probe({ record: index + 1, remotePort: index + 1, firstMs, lastMs: firstMs + 1_000, ...changes });
  });
}

/** Connections of a mean size to one port, as a summed flow. */
export function attempts(connections: number, bytesEach: number, changes: Partial<Flow> = {}): Flow {
  return flow({
    records: connections * 2,
    remotePort: 22,
    packetsOut: connections * 14,
    bytesOut: (connections * bytesEach) / 2,
    packetsIn: connections * 12,
    bytesIn: (connections * bytesEach) / 2,
    lastMs: NOW + 10 * MINUTE_MS,
    ...changes,
  });
}

/** What strangers send to every public address: refused by the security group, or answered by a RST. */
export const BACKGROUND_NOISE: HostBatch = batch(
  Array.from({ length: 400 }, (_, index) =>
    inbound({
      record: index + 1,
      records: 1,
      remoteIp: publicIp(index),
      localPort: [22, 23, 3389, 445, 8080, 5985][index % 6] ?? 22,
      // Some scanners send from service ports.
      remotePort: index % 5 === 0 ? 53 : 40_000 + index,
      ...(index % 5 === 0
        ? { initiator: "local" as const, direction: "OUTBOUND" as const, localPort: 50_000 + index }
        : {}),
      packetsIn: 1,
      bytesIn: 44,
      packetsOut: 0,
      bytesOut: 0,
      action: "REJECT",
    }),
  ),
);

/** A web server with thousands of clients, a short answer to each. */
export const WEB_SERVER: HostBatch = batch(
  Array.from({ length: 3_000 }, (_, index) =>
    inbound({
      record: index + 1,
      remoteIp: ip(`${20 + (index % 80)}.${index % 250}.7.9`),
      remotePort: 32_768 + (index % 20_000),
      bytesOut: 40_000,
    }),
  ),
);

/** A NAT instance: the connections of private clients, and the same again as its own. */
export const NAT_INSTANCE: HostBatch = batch(
  Array.from({ length: 1_000 }, (_, index) => [
    flow({ record: index * 2 + 1, localIp: ip(`10.0.2.${index % 250}`), remoteIp: ip(`${20 + (index % 80)}.1.2.3`) }),
    flow({ record: index * 2 + 2, remoteIp: ip(`${20 + (index % 80)}.1.2.3`) }),
  ]).flat(),
);

/** A load balancer's nodes that try the host's port every few seconds, and a proxy that tries its backends. */
export const HEALTH_CHECKS: HostBatch = batch([
  ...["10.0.1.5", "10.0.1.6"].map((remoteIp, index) =>
    inbound({
      record: index + 1,
      remoteIp: ip(remoteIp),
      localPort: 22,
      records: 400,
      packetsOut: 800,
      packetsIn: 800,
      bytesOut: 40_000,
      bytesIn: 40_000,
      lastMs: NOW + 30 * MINUTE_MS,
    }),
  ),
  ...Array.from({ length: 20 }, (_, index) =>
    probe({
      record: index + 3,
      remoteIp: ip("10.0.3.4"),
      remotePort: 8_000 + index,
      packetsOut: 3,
      bytesOut: 160,
      packetsIn: 2,
      bytesIn: 100,
    }),
  ),
]);

/** Time from many servers. */
export const NTP: HostBatch = batch(
  Array.from({ length: 60 }, (_, index) =>
    flow({
      record: index + 1,
      remoteIp: publicIp(index),
      remotePort: 123,
      protocol: UDP,
      packetsOut: 1,
      bytesOut: 76,
      packetsIn: 1,
      bytesIn: 76,
    }),
  ),
);

/** Quiet for every detector of flows. */
export const BENIGN: readonly (readonly [claim: string, batch: HostBatch, history?: readonly HostBatch[]])[] = [
  ["background noise of the Internet against the host", BACKGROUND_NOISE, KNOWN_HOST],
  ["a web server with thousands of clients", WEB_SERVER, usual({ bytesOut: 40_000_000 }, inbound)],
  ["a NAT instance", NAT_INSTANCE, KNOWN_HOST],
  ["health checks of a load balancer and of a proxy", HEALTH_CHECKS, KNOWN_HOST],
  ["time from many servers", NTP, usual({ remotePort: 123, protocol: UDP })],
  ["the host's usual connection", batch([flow()], [lookup()]), usual({ remoteIp: PEER })],
];
