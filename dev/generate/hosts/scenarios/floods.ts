/**
 * Denial of service by the instance. Amounts: AWS's own tester sends 400,000 datagrams for the UDP and DNS kinds (256 and 64
 * bytes, the latter each from a new source port); the others are given as many packets.
 */

import type { Scenario, Stage } from "../../stage.ts";
import { TCP, UDP } from "../flow-writer.ts";
import { burst, labelHost, machineFor } from "./attack.ts";

const PACKETS = 400_000;
/** All that a sender has to bind. */
const SOURCE_PORTS = 28_000;
const MINUTES = 8;

type Flood = {
  readonly type: string;
  readonly protocol: number;
  readonly port: number;
  readonly bytes: number;
  readonly answered?: boolean;
};

/** Longer than one window, from one source port. */
function flood(about: Flood): Scenario {
  return {
    type: about.type,
    play: (stage) => {
      const machine = machineFor(stage);
      const remote = stage.stranger();
      stage.flows.write(machine, {
        startMs: stage.startMs,
        durationMs: MINUTES * 60_000,
        remote,
        opener: "local",
        localPort: about.protocol === TCP || about.protocol === UDP ? 41_234 : 0,
        remotePort: about.port,
        protocol: about.protocol,
        packetsOut: PACKETS * 2,
        bytesOut: PACKETS * 2 * about.bytes,
        packetsIn: about.answered === true ? 40 : 0,
        bytesIn: about.answered === true ? 1_600 : 0,
      });
      labelHost(stage, about.type, machine, stage.startMs + MINUTES * 60_000);
    },
  };
}

export const FLOODS: readonly Scenario[] = [
  { type: "Backdoor:EC2/DenialOfService.Dns", play: dnsFlood },
  flood({ type: "Backdoor:EC2/DenialOfService.Tcp", protocol: TCP, port: 443, bytes: 40, answered: true }),
  flood({ type: "Backdoor:EC2/DenialOfService.Udp", protocol: UDP, port: 30_120, bytes: 284 }),
  flood({ type: "Backdoor:EC2/DenialOfService.UdpOnTcpPorts", protocol: UDP, port: 22, bytes: 284 }),
  flood({ type: "Backdoor:EC2/DenialOfService.UnusualProtocol", protocol: 2, port: 0, bytes: 60 }),
];

function dnsFlood(stage: Stage): void {
  const machine = machineFor(stage);
  const remote = stage.stranger();
  const packets = Math.ceil(PACKETS / SOURCE_PORTS);
  const toMs = burst(stage, machine, {
    count: SOURCE_PORTS,
    everyMs: (2 * 60_000) / SOURCE_PORTS,
    make: (at) => ({
      remote,
      localPort: 32_768 + at,
      remotePort: 53,
      protocol: UDP,
      packetsOut: packets,
      bytesOut: packets * 92,
      packetsIn: 0,
      bytesIn: 0,
    }),
  });
  labelHost(stage, "Backdoor:EC2/DenialOfService.Dns", machine, toMs);
}
