/** Where a scenario plays: its time, its victims, its label, and the lists that a detector needs to know it by. */

import { anyAddress } from "./addresses.ts";
import type { Call } from "./cloudtrail/call.ts";
import { DAY_MS, dayStartMs, HOUR_MS, SCENARIO_FIRST_DAY } from "./clock.ts";
import type { FlowWriter } from "./hosts/flow-writer.ts";
import type { DnsWriter } from "./hosts/dns-writer.ts";
import { Random } from "./random.ts";
import type { World } from "./world.ts";

export type Label = {
  readonly type: string;
  readonly accountId: string;
  readonly region: string;
  /** User, role, bucket or instance id: what the finding is about. */
  readonly resource: string;
  /** ISO times of the first and the last record. */
  readonly from: string;
  readonly to: string;
};

export type Scenario = { readonly type: string; readonly play: (stage: Stage) => void };

export type Sinks = {
  readonly emit: (call: Call) => void;
  readonly flows: FlowWriter;
  readonly dns: DnsWriter;
};

export class Stage {
  readonly world: World;
  readonly random: Random;
  readonly startMs: number;
  /** Place in the order of scenarios: picks the victim. */
  readonly turn: number;
  readonly flows: FlowWriter;
  readonly dns: DnsWriter;
  readonly labels: Label[] = [];
  readonly lists = new Map<string, Set<string>>();
  readonly #emit: (call: Call) => void;

  constructor(world: World, sinks: Sinks, type: string, turn: number, total: number) {
    this.world = world;
    this.random = new Random(world.seed, `scenario ${type}`);
    this.turn = turn;
    const days = world.days - SCENARIO_FIRST_DAY - 1;
    const day = SCENARIO_FIRST_DAY + Math.floor((turn * days) / Math.max(1, total));
    this.startMs = dayStartMs(day) + this.random.between(1, 20) * HOUR_MS + this.random.below(HOUR_MS);
    this.#emit = sinks.emit;
    this.flows = sinks.flows;
    this.dns = sinks.dns;
  }

  call(call: Call): void {
    this.#emit(call);
  }

  /** Names what was done, from the first record to the last. */
  label(
    type: string,
    about: { accountId: string; region: string; resource: string },
    fromMs: number,
    toMs: number,
  ): void {
    if (toMs >= dayStartMs(this.world.days) + DAY_MS) throw new Error(`${type} runs out of the generated time`);
    this.labels.push({ type, ...about, from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() });
  }

  /** Adds an entry to lists/<category>.txt and gives it back. */
  listed(category: string, entry: string): string {
    const list = this.lists.get(category) ?? new Set();
    this.lists.set(category, list.add(entry));
    return entry;
  }

  /** A public address that nothing else talks to. */
  stranger(): string {
    return anyAddress(this.random);
  }

  /** A name that nobody is likely to have registered. */
  strangeName(top: string): string {
    const words = ["sync", "cloud", "node", "api", "update", "edge", "data", "pay", "login", "cdn", "mail", "stat"];
    return `${this.random.pick(words)}-${this.random.pick(words)}${this.random.hex(5)}.${top}`;
  }
}
