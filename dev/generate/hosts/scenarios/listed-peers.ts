/** Talk with listed addresses: command and control, mining, Tor, sinkholes, drop points, scanners, one's own list. */

import type { Scenario, Stage } from "../../stage.ts";
import { burst, labelHost, machineFor } from "./attack.ts";
import type { MachineKind } from "../machines.ts";

type Talk = {
  readonly type: string;
  readonly category: string;
  readonly port: number;
  readonly count: number;
  readonly everyMinutes: number;
  readonly bytesOut: number;
  readonly bytesIn: number;
  readonly isRefused?: boolean;
};

function talks(about: Talk): Scenario {
  return {
    type: about.type,
    play: (stage) => {
      const machine = machineFor(stage);
      const remote = stage.listed(about.category, stage.stranger());
      const toMs = burst(stage, machine, {
        count: about.count,
        everyMs: about.everyMinutes * 60_000,
        make: () => ({
          remote,
          remotePort: about.port,
          durationMs: 4_000,
          packetsOut: Math.ceil(about.bytesOut / 800),
          bytesOut: Math.round(stage.random.around(about.bytesOut)) + 60,
          packetsIn: about.isRefused === true ? 0 : Math.ceil(about.bytesIn / 800),
          bytesIn: about.isRefused === true ? 0 : about.bytesIn,
        }),
      });
      labelHost(stage, about.type, machine, toMs);
    },
  };
}

/** A listed scanner gets through to an open port. */
function probed(type: string, kinds: readonly MachineKind[], port: number): Scenario {
  return {
    type,
    play: (stage) => {
      const machine = machineFor(stage, kinds, true);
      const remote = stage.listed("scanner", stage.stranger());
      for (const part of [0, 1]) {
        stage.flows.write(machine, {
          startMs: stage.startMs + part * 40_000,
          durationMs: 2_000,
          remote,
          opener: "remote",
          localPort: port,
          remotePort: stage.random.between(30_000, 60_000),
          packetsOut: 4,
          bytesOut: 620,
          packetsIn: 5,
          bytesIn: 420,
        });
      }
      labelHost(stage, type, machine, stage.startMs + 42_000);
    },
  };
}

/** Carries others' circuits: relays come in on its port and it goes out to relays. */
function torRelay(stage: Stage): void {
  const machine = machineFor(stage, ["web", "bastion", "emr"], true);
  const relays = Array.from({ length: 30 }, () => stage.listed("tor-relay", stage.stranger()));
  const toMs = burst(stage, machine, {
    count: relays.length * 2,
    everyMs: 60_000,
    make: (at) => {
      const isIn = at % 2 === 0;
      const remote = relays[Math.floor(at / 2)] ?? "";
      const far = stage.random.between(20_000, 60_000);
      return {
        remote,
        opener: isIn ? "remote" : "local",
        localPort: isIn ? 9_001 : far,
        remotePort: isIn ? far : 9_001,
        durationMs: 300_000,
        packetsOut: 900,
        bytesOut: 800_000,
        packetsIn: 900,
        bytesIn: 790_000,
      };
    },
  });
  labelHost(stage, "UnauthorizedAccess:EC2/TorRelay", machine, toMs + 300_000);
}

export const LISTED_PEERS: readonly Scenario[] = [
  talks({
    type: "Backdoor:EC2/C&CActivity.B",
    category: "command-and-control",
    port: 443,
    count: 60,
    everyMinutes: 5,
    bytesOut: 700,
    bytesIn: 500,
  }),
  talks({
    type: "CryptoCurrency:EC2/BitcoinTool.B",
    category: "cryptocurrency",
    port: 3_333,
    count: 12,
    everyMinutes: 20,
    bytesOut: 40_000,
    bytesIn: 60_000,
  }),
  talks({
    type: "Trojan:EC2/BlackholeTraffic",
    category: "blackhole",
    port: 80,
    count: 6,
    everyMinutes: 10,
    bytesOut: 180,
    bytesIn: 0,
    isRefused: true,
  }),
  talks({
    type: "Trojan:EC2/DropPoint",
    category: "drop-point",
    port: 21,
    count: 2,
    everyMinutes: 5,
    bytesOut: 900_000,
    bytesIn: 4_000,
  }),
  talks({
    type: "UnauthorizedAccess:EC2/MaliciousIPCaller.Custom",
    category: "custom-threat",
    port: 8_443,
    count: 3,
    everyMinutes: 5,
    bytesOut: 4_000,
    bytesIn: 9_000,
  }),
  talks({
    type: "UnauthorizedAccess:EC2/TorClient",
    category: "tor-relay",
    port: 9_001,
    count: 4,
    everyMinutes: 10,
    bytesOut: 60_000,
    bytesIn: 400_000,
  }),
  { type: "UnauthorizedAccess:EC2/TorRelay", play: torRelay },
  probed("Recon:EC2/PortProbeEMRUnprotectedPort", ["emr"], 8_088),
  probed("Recon:EC2/PortProbeUnprotectedPort", ["bastion", "mail-relay"], 22),
];
