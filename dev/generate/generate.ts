/** Writes the logs of a synthetic organisation, day by day. Same options, same bytes. */

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Call, principalOf, recordOf, regionOf } from "./cloudtrail/call.ts";
import { humanDay } from "./cloudtrail/humans.ts";
import { pipelineDay, workloadDay } from "./cloudtrail/machines.ts";
import { launch, natGateway } from "./cloudtrail/machines-born.ts";
import { hireDay, planNovelty } from "./cloudtrail/novelty.ts";
import { servicesDay } from "./cloudtrail/services.ts";
import { DAY_MS, dayStartMs, HOUR_MS, MINUTE_MS } from "./clock.ts";
import { DnsWriter } from "./hosts/dns-writer.ts";
import { FlowWriter } from "./hosts/flow-writer.ts";
import { lookupsDay } from "./hosts/lookups.ts";
import { machineOf } from "./hosts/machines.ts";
import { trafficDay } from "./hosts/traffic.ts";
import { LogFiles, type Place } from "./log-files.ts";
import type { Options } from "./organization.ts";
import { Random } from "./random.ts";
import { type Label, type Scenario, Stage } from "./stage.ts";
import { buildWorld, type World } from "./world.ts";

export type Summary = {
  readonly objects: number;
  readonly records: { cloudtrail: number; flow: number; dns: number };
  readonly labels: number;
  /** Pairs of a principal and a day on which it called: what false findings are counted against. */
  readonly principalDays: number;
  readonly hostDays: number;
};

/** `progress` hears of each day. Throws where a scenario finds no victim. */
export function generate(
  out: string,
  options: Options,
  scenarios: readonly Scenario[],
  progress: (text: string) => void,
): Summary {
  const world = buildWorld(options);
  const files = new LogFiles(out, options.seed);
  const principalDays = new Set<string>();
  const sinks = {
    emit: cloudtrailSink(files, options.seed, principalDays),
    flows: new FlowWriter(files, options.seed, options.flow),
    dns: new DnsWriter(files),
  };
  for (const machine of world.machines) sinks.flows.logOf(machine);
  births(world, sinks.emit);
  const labels = playAll(world, scenarios, sinks, out);
  const plan = planNovelty(world);
  const { organization, machines, seed } = world;
  for (let day = 0; day < options.days; day++) {
    for (const human of organization.humans) humanDay(human, seed, day, sinks.emit, plan.placeOf(human, day));
    hireDay(plan, seed, day, sinks.emit);
    plan.deeds(day, sinks.emit);
    for (const pipeline of [...organization.pipelines, ...plan.pipelines]) pipelineDay(pipeline, seed, day, sinks.emit);
    for (const workload of organization.workloads) workloadDay(workload, seed, day, sinks.emit);
    for (const account of organization.accounts) servicesDay(organization, account, day, sinks.emit);
    for (const machine of machines) trafficDay(world, machine, day, sinks.flows);
    for (const machine of machines) lookupsDay(world, machine, day, sinks.dns);
    // People far west of Greenwich still work when the next day has begun.
    files.flush(dayStartMs(day));
    progress(`day ${day + 1} of ${options.days}`);
  }
  files.flush(Number.POSITIVE_INFINITY);
  write(out, "labels.json", labels);
  write(out, "novelty.json", plan.novelties);
  const { objects, cloudtrail, flow, dns } = files.counts;
  const days = { principalDays: principalDays.size, hostDays: machines.length * options.days };
  return { objects, records: { cloudtrail, flow, dns }, labels: labels.length, ...days };
}

function cloudtrailSink(files: LogFiles, seed: number, principalDays: Set<string>): (call: Call) => void {
  const random = new Random(seed, "event ids");
  const places = new Map<string, Place>();
  return (call) => {
    const region = regionOf(call.api, call.region);
    const principal = principalOf(call);
    if (principal !== null) principalDays.add(`${principal} ${Math.floor(call.timeMs / DAY_MS)}`);
    const key = `${call.accountId} ${region}`;
    let place = places.get(key);
    if (place === undefined) {
      place = { kind: "cloudtrail", accountId: call.accountId, region, vpcId: null, flowLogId: null, header: null };
      places.set(key, place);
    }
    files.add(place, call.timeMs, JSON.stringify(recordOf(call, random)));
  };
}

/** Machines are launched in the first hours: from then on an inventory can know them. */
function births(world: World, emit: (call: Call) => void): void {
  const random = new Random(world.seed, "births");
  const programs = world.organization.workloads.filter(({ kind }) => kind === "ec2");
  for (const [at, program] of programs.filter(({ isBehindNat }) => isBehindNat).entries()) {
    natGateway(program, dayStartMs(0) + 30 * MINUTE_MS + at * MINUTE_MS, random, emit);
  }
  for (const [at, machine] of [...world.machines, ...programs.map(machineOf)].entries()) {
    launch(machine, dayStartMs(0) + HOUR_MS + at * MINUTE_MS, random, emit);
  }
}

function playAll(
  world: World,
  scenarios: readonly Scenario[],
  sinks: ConstructorParameters<typeof Stage>[1],
  out: string,
): Label[] {
  const labels: Label[] = [];
  const lists = new Map<string, Set<string>>();
  for (const [turn, scenario] of scenarios.entries()) {
    const stage = new Stage(world, sinks, scenario.type, turn, scenarios.length);
    scenario.play(stage);
    labels.push(...stage.labels);
    for (const [category, entries] of stage.lists) {
      lists.set(category, new Set([...(lists.get(category) ?? []), ...entries]));
    }
  }
  for (const [category, entries] of lists) writeText(out, `lists/${category}.txt`, `${[...entries].join("\n")}\n`);
  return labels;
}

function write(out: string, name: string, value: readonly object[]): void {
  writeText(out, name, `[\n${value.map((item) => `  ${JSON.stringify(item)}`).join(",\n")}\n]\n`);
}

function writeText(out: string, name: string, text: string): void {
  const path = join(out, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
