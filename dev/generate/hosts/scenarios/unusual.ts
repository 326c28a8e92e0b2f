/** What a machine never did before: ports, volumes, mail, resolvers. */

import type { Scenario, Stage } from "../../stage.ts";
import { TCP, UDP } from "../flow-writer.ts";
import { burst, labelHost, machineFor } from "./attack.ts";

const GIB = 1024 ** 3;

export const UNUSUAL: readonly Scenario[] = [
  { type: "Backdoor:EC2/Spambot", play: spambot },
  { type: "Behavior:EC2/NetworkPortUnusual", play: newPort },
  { type: "Behavior:EC2/TrafficVolumeUnusual", play: volume },
  resolver("DefenseEvasion:EC2/UnusualDNSResolver", "public-resolver", 53, UDP),
  resolver("DefenseEvasion:EC2/UnusualDoHActivity", "doh", 443, TCP),
  resolver("DefenseEvasion:EC2/UnusualDoTActivity", "dot", 853, TCP),
];

function spambot(stage: Stage): void {
  const machine = machineFor(stage, ["web", "batch", "database"]);
  const hosts = Array.from({ length: 80 }, () => stage.stranger());
  const toMs = burst(stage, machine, {
    count: 240,
    everyMs: 4_000,
    make: (at) => ({
      remote: hosts[at % hosts.length] ?? "",
      remotePort: 25,
      durationMs: 3_000,
      packetsOut: 18,
      bytesOut: 14_000,
      packetsIn: 14,
      bytesIn: 1_400,
    }),
  });
  labelHost(stage, "Backdoor:EC2/Spambot", machine, toMs);
}

function newPort(stage: Stage): void {
  const machine = machineFor(stage, ["web", "database", "batch"]);
  const remote = stage.stranger();
  const port = stage.random.pick([6_667, 4_444, 1_389, 5_555, 8_291]);
  const toMs = burst(stage, machine, {
    count: 20,
    everyMs: 120_000,
    make: () => ({
      remote,
      remotePort: port,
      durationMs: 30_000,
      packetsOut: 40,
      bytesOut: 9_000,
      packetsIn: 40,
      bytesIn: 8_000,
    }),
  });
  labelHost(stage, "Behavior:EC2/NetworkPortUnusual", machine, toMs);
}

/** A dump of the database to somewhere else, over a port in daily use. */
function volume(stage: Stage): void {
  const machine = machineFor(stage, ["database", "web"]);
  const durationMs = 50 * 60_000;
  const bytesOut = 60 * GIB;
  stage.flows.write(machine, {
    startMs: stage.startMs,
    durationMs,
    remote: stage.stranger(),
    opener: "local",
    localPort: 50_123,
    remotePort: 443,
    packetsOut: Math.ceil(bytesOut / 1_400),
    bytesOut,
    packetsIn: 4_000_000,
    bytesIn: 4_000_000 * 52,
  });
  labelHost(stage, "Behavior:EC2/TrafficVolumeUnusual", machine, stage.startMs + durationMs);
}

/** Public servers by their well-known addresses. */
const SERVERS = ["8.8.8.8", "1.1.1.1", "208.67.222.222", "94.140.14.14", "149.112.112.112"];

function resolver(type: string, category: string, port: number, protocol: number): Scenario {
  return {
    type,
    play: (stage) => {
      const machine = machineFor(stage, ["web", "batch", "database"]);
      const remote = stage.listed(category, stage.random.pick(SERVERS));
      const toMs = burst(stage, machine, {
        count: 40,
        everyMs: 45_000,
        make: () => ({
          remote,
          remotePort: port,
          protocol,
          durationMs: protocol === TCP ? 5_000 : 0,
          packetsOut: protocol === TCP ? 12 : 1,
          bytesOut: protocol === TCP ? 2_400 : 75,
          packetsIn: protocol === TCP ? 10 : 1,
          bytesIn: protocol === TCP ? 5_200 : 140,
        }),
      });
      labelHost(stage, type, machine, toMs);
    },
  };
}
