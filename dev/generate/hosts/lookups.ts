/** Names that machines of each kind look up: AWS, packages, clocks, telemetry, mail, content networks, and what fails in good faith. */

import { dayStartMs, DAY_MS, HOUR_MS } from "../clock.ts";
import { anyAddress } from "../addresses.ts";
import { Random } from "../random.ts";
import type { World } from "../world.ts";
import type { DnsWriter, Query } from "./dns-writer.ts";
import type { FleetMachine, MachineKind } from "./machines.ts";

const EVERY = (
  "ssm.REGION.amazonaws.com ec2messages.REGION.amazonaws.com s3.REGION.amazonaws.com logs.REGION.amazonaws.com monitoring.REGION.amazonaws.com " +
  "sts.REGION.amazonaws.com 0.amazon.pool.ntp.org 1.amazon.pool.ntp.org api.snapcraft.io security.ubuntu.com motd.ubuntu.com"
).split(" ");
const KINDS: Readonly<Partial<Record<MachineKind, string>>> = {
  web: "api.stripe.com hooks.slack.com sqs.REGION.amazonaws.com d1a2b3c4d5e6f7.cloudfront.net api.datadoghq.com agent.datadoghq.com o4507.ingest.sentry.io login.microsoftonline.com fonts.googleapis.com e13678.dscb.akamaiedge.net",
  nat: "registry.npmjs.org pypi.org files.pythonhosted.org github.com objects.githubusercontent.com ghcr.io production.cloudflare.docker.com",
  "mail-relay":
    "gmail-smtp-in.l.google.com outlook-com.olc.protection.outlook.com mx1.example-partner.net _dmarc.gmail.com",
  batch:
    "kinesis.REGION.amazonaws.com glue.REGION.amazonaws.com athena.REGION.amazonaws.com huggingface.co cdn-lfs.huggingface.co",
  bastion: "github.com api.github.com deb.debian.org",
  emr: "elasticmapreduce.REGION.amazonaws.com repo1.maven.org archive.apache.org",
};

const PER_HOUR = 16;

export function lookupsDay(world: World, machine: FleetMachine, day: number, dns: DnsWriter): void {
  const random = new Random(world.seed, `lookups ${machine.index} ${day}`);
  const names = [...(KINDS[machine.kind]?.split(" ") ?? []), ...EVERY].map((name) =>
    name.replace("REGION", machine.region),
  );
  for (let hour = 0; hour < 24; hour++) {
    const hourMs = dayStartMs(day) + hour * HOUR_MS;
    for (let left = Math.round(random.around(PER_HOUR / 2)); left > 0; left--) {
      pair(machine, random.pickEarly(names), hourMs + random.below(HOUR_MS), random, dns);
    }
    if (machine.kind === "mail-relay") blocklists(machine, hourMs, random, dns);
    if (machine.kind === "web" && random.chance(0.3))
      pair(machine, `${random.hex(14)}.cloudfront.net`, hourMs + random.below(HOUR_MS), random, dns);
    if (machine.kind === "batch") malwareLookup(machine, hourMs, random, dns);
  }
  if (random.chance(0.12)) boot(machine, dayStartMs(day) + random.below(DAY_MS - HOUR_MS), random, dns);
}

/** A and AAAA from the same port, as the C library asks. */
function pair(machine: FleetMachine, name: string, timeMs: number, random: Random, dns: DnsWriter): void {
  const port = random.between(32_768, 60_999);
  dns.write(machine, { timeMs, name, port, answers: [anyAddress(random)] });
  dns.write(machine, { timeMs, name, port, type: "AAAA", answers: [] });
}

/** A mail relay asks block lists about every sender: long numbers, mostly NXDOMAIN. */
function blocklists(machine: FleetMachine, hourMs: number, random: Random, dns: DnsWriter): void {
  for (let left = random.between(5, 12); left > 0; left--) {
    const reversed = anyAddress(random).split(".").reverse().join(".");
    const zone = random.pick(["zen.spamhaus.org", "bl.spamcop.net", "b.barracudacentral.org"]);
    dns.write(machine, {
      timeMs: hourMs + random.below(HOUR_MS),
      name: `${reversed}.${zone}`,
      port: random.between(32_768, 60_999),
      ...(random.chance(0.9) ? { rcode: "NXDOMAIN" as const } : { answers: ["127.0.0.2"] }),
    });
  }
}

/** File reputation over DNS: hashes as labels under one vendor's name. */
function malwareLookup(machine: FleetMachine, hourMs: number, random: Random, dns: DnsWriter): void {
  for (let left = random.between(0, 4); left > 0; left--) {
    dns.write(machine, {
      timeMs: hourMs + random.below(HOUR_MS),
      name: `${random.hex(32)}.malware.hash.cymru.com`,
      port: random.between(32_768, 60_999),
      rcode: "NXDOMAIN",
    });
  }
}

/** cloud-init probes for a resolver that redirects failures: names that exist nowhere, at each boot. */
function boot(machine: FleetMachine, timeMs: number, random: Random, dns: DnsWriter): void {
  const names = [
    "instance-data",
    "does-not-exist.example.com",
    "example.invalid",
    `${random.hex(16)}`,
    "__cloud_init_expected_not_found__",
  ];
  for (const name of names) {
    const base: Query = { timeMs, name, port: random.between(32_768, 60_999), rcode: "NXDOMAIN" };
    dns.write(machine, base);
    dns.write(machine, { ...base, type: "AAAA" });
    dns.write(machine, { ...base, name: `${name}.${machine.region}.compute.internal` });
  }
}
