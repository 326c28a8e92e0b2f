/**
 * Scans and guessing. Amounts after AWS's tester: nmap's 1,000 usual ports of one host; twenty runs of an SSH key guesser; a
 * list of 256 passwords for RDP. WinRM and the sweep have no tester: as many guesses, and a tenth of a /16.
 */

import type { Scenario, Stage } from "../../stage.ts";
import { burst, labelHost, machineFor, neighbourOf } from "./attack.ts";

const SCANNED_PORTS = 1_000;
const SWEPT_HOSTS = 6_000;

export const SCANS: readonly Scenario[] = [
  { type: "Recon:EC2/Portscan", play: portscan },
  { type: "Impact:EC2/PortSweep", play: portSweep },
  guessing("UnauthorizedAccess:EC2/SSHBruteForce", 22, 400),
  guessing("UnauthorizedAccess:EC2/RDPBruteForce", 3_389, 260),
  guessing("Impact:EC2/WinRMBruteForce", 5_985, 300),
];

function portscan(stage: Stage): void {
  const machine = machineFor(stage);
  const remote = neighbourOf(stage, machine).privateIp;
  const ports = new Set<number>();
  while (ports.size < SCANNED_PORTS)
    ports.add(stage.random.chance(0.7) ? stage.random.between(1, 10_000) : stage.random.between(10_000, 65_000));
  const list = [...ports];
  const toMs = burst(stage, machine, {
    count: list.length,
    everyMs: 25,
    make: (at) => ({ remote, remotePort: list[at] ?? 1, packetsOut: 1, bytesOut: 60, packetsIn: 1, bytesIn: 40 }),
  });
  labelHost(stage, "Recon:EC2/Portscan", machine, toMs);
}

function portSweep(stage: Stage): void {
  const machine = machineFor(stage);
  const port = stage.random.pick([445, 6_379, 2_375, 22, 23]);
  const network = `${stage.random.pick([61, 103, 112, 178, 202])}.${stage.random.below(256)}`;
  const toMs = burst(stage, machine, {
    count: SWEPT_HOSTS,
    everyMs: 60,
    make: (at) => {
      const isOpen = at % 90 === 0;
      return {
        remote: `${network}.${(at >> 8) & 255}.${at & 255}`,
        remotePort: port,
        packetsOut: isOpen ? 4 : 2,
        bytesOut: isOpen ? 240 : 120,
        packetsIn: isOpen ? 2 : 0,
        bytesIn: isOpen ? 120 : 0,
      };
    },
  });
  labelHost(stage, "Impact:EC2/PortSweep", machine, toMs);
}

/** Short connections one after another, each a guess. */
function guessing(type: string, port: number, guesses: number): Scenario {
  return {
    type,
    play: (stage) => {
      const machine = machineFor(stage, ["web", "batch", "database", "mail-relay"]);
      const remote = neighbourOf(stage, machine).privateIp;
      const toMs = burst(stage, machine, {
        count: guesses,
        everyMs: 1_500,
        make: () => {
          const packets = stage.random.between(12, 22);
          return {
            remote,
            remotePort: port,
            durationMs: 1_000,
            packetsOut: packets,
            bytesOut: packets * 130,
            packetsIn: packets,
            bytesIn: packets * 150,
          };
        },
      });
      labelHost(stage, type, machine, toMs);
    },
  };
}
