/** What machines of each kind do all day: clients, databases, backups, patrols, mail, and the noise of the Internet. */

import { addressIn, anyAddress, ELSEWHERE, SITES } from "../addresses.ts";
import { dayStartMs, HOUR_MS, MINUTE_MS, weekday } from "../clock.ts";
import { Random } from "../random.ts";
import type { World } from "../world.ts";
import { type Conversation, type FlowWriter, UDP } from "./flow-writer.ts";
import type { FleetMachine, MachineKind } from "./machines.ts";

type Pattern = {
  readonly remote: (machine: FleetMachine, world: World, random: Random) => string;
  readonly opener: "local" | "remote";
  readonly port: number;
  readonly protocol?: number;
  /** Conversations an hour at noon. */
  readonly perHour: number;
  /** Follows people's day, or runs at all hours. */
  readonly isDiurnal: boolean;
  readonly bytesOut: number;
  readonly bytesIn: number;
  readonly minutes: number;
  /** Only in these hours. */
  readonly hours?: readonly number[];
};

/** AWS and partners, always the same few for a machine. */
const S3_HOSTS = ["52.218.25.10", "52.218.44.77", "3.5.64.21"];
const PACKAGE_HOSTS = ["151.101.2.132", "185.125.190.36", "140.82.121.4"];
const PARTNERS = ["104.18.7.21", "35.186.224.25", "20.60.40.4", "13.107.42.14"];
const MAIL_HOSTS = ["142.250.110.26", "40.93.12.33", "66.163.170.45", "17.57.155.25", "185.70.42.128"];
export const USUAL_RESOLVER = "9.9.9.9";

function fixed(hosts: readonly string[]): Pattern["remote"] {
  return (machine, _world, random) => hosts[(machine.index + random.below(2)) % hosts.length] ?? "";
}

function neighbour(kind: MachineKind): Pattern["remote"] {
  return (machine, world) => {
    const same = world.machines.filter((other) => other.vpcId === machine.vpcId && other !== machine);
    return (same.find((other) => other.kind === kind) ?? same[0])?.privateIp ?? "10.20.1.200";
  };
}

const client: Pattern["remote"] = (_machine, _world, random) =>
  random.chance(0.8)
    ? addressIn(random.pick(random.pick(SITES).homes), random)
    : addressIn(random.pick(ELSEWHERE), random);
const office: Pattern["remote"] = (_machine, world, random) => random.pick(world.organization.humans).officeIp;
const balancer: Pattern["remote"] = ({ privateIp }) => privateIp.replace(/\d+$/, "5");
const inAndOut = (perHour: number, bytesOut: number, bytesIn: number, minutes = 1) => ({
  perHour,
  bytesOut,
  bytesIn,
  minutes,
});

const EVERY: readonly Pattern[] = [
  { remote: fixed(S3_HOSTS), opener: "local", port: 443, isDiurnal: false, ...inAndOut(2, 9_000, 60_000) },
  { remote: fixed(PACKAGE_HOSTS), opener: "local", port: 443, isDiurnal: false, ...inAndOut(0.4, 4_000, 900_000) },
];
const PATTERNS: Readonly<Record<MachineKind, readonly Pattern[]>> = {
  web: [
    { remote: client, opener: "remote", port: 443, isDiurnal: true, ...inAndOut(24, 60_000, 6_000) },
    { remote: balancer, opener: "remote", port: 8080, isDiurnal: false, ...inAndOut(6, 4_000, 2_000) },
    { remote: neighbour("database"), opener: "local", port: 5432, isDiurnal: true, ...inAndOut(8, 30_000, 90_000, 3) },
    { remote: fixed(PARTNERS), opener: "local", port: 443, isDiurnal: true, ...inAndOut(5, 12_000, 30_000) },
  ],
  database: [
    { remote: neighbour("web"), opener: "remote", port: 5432, isDiurnal: true, ...inAndOut(10, 90_000, 30_000, 3) },
    {
      remote: fixed(S3_HOSTS),
      opener: "local",
      port: 443,
      isDiurnal: false,
      ...inAndOut(8, 900_000_000, 4_000_000, 9),
      hours: [2, 3],
    },
  ],
  nat: [
    { remote: fixed(PARTNERS), opener: "local", port: 443, isDiurnal: true, ...inAndOut(20, 25_000, 80_000) },
    { remote: fixed(PACKAGE_HOSTS), opener: "local", port: 80, isDiurnal: false, ...inAndOut(4, 3_000, 400_000) },
  ],
  bastion: [
    { remote: office, opener: "remote", port: 22, isDiurnal: true, ...inAndOut(3, 60_000, 30_000, 25) },
    { remote: neighbour("web"), opener: "local", port: 22, isDiurnal: true, ...inAndOut(2, 20_000, 40_000, 15) },
  ],
  "mail-relay": [
    { remote: fixed(MAIL_HOSTS), opener: "local", port: 25, isDiurnal: true, ...inAndOut(14, 40_000, 3_000) },
    { remote: neighbour("web"), opener: "remote", port: 587, isDiurnal: true, ...inAndOut(8, 2_000, 30_000) },
  ],
  batch: [
    {
      remote: fixed(S3_HOSTS),
      opener: "local",
      port: 443,
      isDiurnal: false,
      ...inAndOut(10, 30_000_000, 300_000_000, 8),
      hours: [0, 1, 2, 3, 4],
    },
    {
      remote: neighbour("database"),
      opener: "local",
      port: 5432,
      isDiurnal: false,
      ...inAndOut(4, 200_000, 8_000_000, 5),
    },
    {
      remote: fixed(["34.120.9.9"]),
      opener: "local",
      port: 22,
      isDiurnal: false,
      ...inAndOut(1, 2_000_000, 30_000, 2),
      hours: [5],
    },
  ],
  scanner: [{ remote: fixed(PARTNERS), opener: "local", port: 443, isDiurnal: false, ...inAndOut(1, 9_000, 90_000) }],
  resolver: [
    {
      remote: () => USUAL_RESOLVER,
      opener: "local",
      port: 53,
      protocol: UDP,
      isDiurnal: true,
      ...inAndOut(20, 900, 2_400),
    },
    {
      remote: neighbour("web"),
      opener: "remote",
      port: 53,
      protocol: UDP,
      isDiurnal: true,
      ...inAndOut(20, 2_400, 900),
    },
  ],
  emr: [
    { remote: neighbour("batch"), opener: "remote", port: 8020, isDiurnal: false, ...inAndOut(5, 90_000, 400_000, 4) },
    { remote: office, opener: "remote", port: 8443, isDiurnal: true, ...inAndOut(1, 80_000, 8_000, 5) },
  ],
};

/** Lowest at night, highest in the early afternoon; half on days off. */
function load(hour: number, isWeekend: boolean): number {
  return (0.25 + 0.75 * Math.max(0, Math.sin(((hour - 6) / 16) * Math.PI))) * (isWeekend ? 0.5 : 1);
}

export function trafficDay(world: World, machine: FleetMachine, day: number, flows: FlowWriter): void {
  const random = new Random(world.seed, `traffic ${machine.index} ${day}`);
  const isWeekend = [0, 6].includes(weekday(dayStartMs(day), 0));
  for (let hour = 0; hour < 24; hour++) {
    const hourMs = dayStartMs(day) + hour * HOUR_MS;
    for (const pattern of [...PATTERNS[machine.kind], ...EVERY]) {
      if (pattern.hours !== undefined && !pattern.hours.includes(hour)) continue;
      const mean = pattern.perHour * (pattern.isDiurnal ? load(hour, isWeekend) : 1);
      for (let left = random.around(mean) + random.fraction(); left >= 1; left--) {
        flows.write(machine, talk(world, machine, pattern, hourMs + random.below(HOUR_MS), random));
      }
    }
    if (machine.publicIp !== null) noise(machine, hourMs, random, flows);
    else if (random.chance(0.05)) flows.noData(machine, hourMs);
  }
  if (machine.kind === "scanner" && day % 7 === 2) patrol(world, machine, day, random, flows);
}

function talk(world: World, machine: FleetMachine, pattern: Pattern, startMs: number, random: Random): Conversation {
  const bytesOut = Math.round(random.around(pattern.bytesOut)) + 60;
  const bytesIn = Math.round(random.around(pattern.bytesIn)) + 60;
  const ephemeral = random.between(32_768, 60_999);
  return {
    startMs,
    durationMs: Math.round(random.around(pattern.minutes) * MINUTE_MS),
    remote: pattern.remote(machine, world, random),
    opener: pattern.opener,
    localPort: pattern.opener === "local" ? ephemeral : pattern.port,
    remotePort: pattern.opener === "local" ? pattern.port : ephemeral,
    ...(pattern.protocol === undefined ? {} : { protocol: pattern.protocol }),
    packetsOut: Math.ceil(bytesOut / 900),
    bytesOut,
    packetsIn: Math.ceil(bytesIn / 1_100),
    bytesIn,
    ...(machine.kind === "nat"
      ? { packetSource: machine.privateIp.replace(/\d+$/, String(random.between(20, 60))) }
      : {}),
  };
}

const PROBED = [22, 23, 80, 443, 445, 1433, 2375, 3306, 3389, 5060, 5432, 5900, 6379, 8080, 8088, 8443, 9200, 27017];

/** Anyone's scans of a public address: nearly all refused. */
function noise(machine: FleetMachine, hourMs: number, random: Random, flows: FlowWriter): void {
  for (let left = random.between(2, 6); left > 0; left--) {
    const packets = random.between(1, 3);
    flows.write(machine, {
      startMs: hourMs + random.below(HOUR_MS),
      durationMs: 0,
      remote: anyAddress(random),
      opener: "remote",
      localPort: random.pick(PROBED),
      remotePort: random.between(1_024, 65_000),
      packetsOut: 0,
      bytesOut: 0,
      packetsIn: packets,
      bytesIn: packets * 40,
      action: "REJECT",
    });
  }
}

/** The owner's own vulnerability scanner visits its neighbours once a week. */
const PATROL_PORTS = 400;

function patrol(world: World, machine: FleetMachine, day: number, random: Random, flows: FlowWriter): void {
  const targets = world.machines.filter(({ vpcId }) => vpcId === machine.vpcId).slice(0, 4);
  let startMs = dayStartMs(day) + 4 * HOUR_MS;
  for (const target of targets) {
    for (let port = 1; port <= PATROL_PORTS; port++) {
      startMs += 300;
      const packets = random.chance(0.98) ? 1 : 8;
      flows.write(machine, {
        startMs,
        durationMs: 0,
        remote: target.privateIp,
        opener: "local",
        localPort: random.between(33_000, 60_000),
        remotePort: port,
        packetsOut: packets,
        bytesOut: packets * 44,
        packetsIn: packets,
        bytesIn: packets * 40,
      });
    }
  }
}
