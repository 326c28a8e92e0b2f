/** A batch → the profile of its host, and the profile made small again once the batch was judged. */

import type { Flow } from "../event-flow.ts";
import type { HostBatch } from "../group/host-batch.ts";
import { ANSWERED_NAMES_KEPT, HABIT_DAYS_KEPT, WINDOW_MINUTES_KEPT } from "../limits.ts";
import { type Ip, ipText } from "../net/ip.ts";
import { minuteOf, pruneDistinct } from "./distinct-window.ts";
import { foldFlow } from "./fold-flow.ts";
import { foldLookup } from "./fold-lookup.ts";
import { addHabitOverDays, dayOf, daysOf, trimHabits } from "./habits.ts";
import { HABIT_NAMES, HABITS, type HostProfile } from "./host-profile.ts";
import { addSignal, pruneSignals } from "./host-signals.ts";
import { pruneZones } from "./name-zones.ts";
import { pruneRhythms } from "./rhythm.ts";
import { pruneSums } from "./sum-window.ts";

/** Counts a batch in. Lookups first, so that an address contacted has its name. */
export function foldHost(profile: HostProfile, batch: HostBatch): void {
  for (const lookup of batch.lookups) {
    profile.queries += lookup.records;
    widen(profile, lookup.firstMs, lookup.lastMs);
    addDays(profile.queryDays, lookup.firstMs, lookup.lastMs, lookup.records);
    foldLookup(profile, lookup);
  }
  foldRecords(profile, batch.flows);
  for (const flow of batch.flows) foldFlow(profile, flow);
  for (const signal of batch.signals ?? []) addSignal(profile.signals, signal);
}

/** When the host was seen, and at which addresses. Flows that follow each other mostly have the day and address in common. */
function foldRecords(profile: HostProfile, flows: readonly Flow[]): void {
  for (let at = 0; at < flows.length;) {
    const { localIp, firstMs, lastMs, records } = flows[at++] as Flow;
    const run = { firstMs, lastMs, records };
    for (; at < flows.length && isOfRun(flows[at] as Flow, localIp, run); at++) {
      const flow = flows[at] as Flow;
      run.firstMs = Math.min(run.firstMs, flow.firstMs);
      run.lastMs = Math.max(run.lastMs, flow.lastMs);
      run.records += flow.records;
    }
    profile.flowRecords += run.records;
    widen(profile, run.firstMs, run.lastMs);
    addDays(profile.flowDays, run.firstMs, run.lastMs, run.records);
    addHabitOverDays(profile.habits.addresses, ipText(localIp), run, run.records, HABITS.addresses);
  }
}

/** A flow of several days is a run of its own: it counts on each of them. */
function isOfRun(flow: Flow, localIp: Ip, run: { readonly firstMs: number; readonly lastMs: number }): boolean {
  const day = dayOf(run.firstMs);
  return (
    flow.localIp === localIp && dayOf(flow.firstMs) === day && dayOf(flow.lastMs) === day && dayOf(run.lastMs) === day
  );
}

function widen(profile: HostProfile, firstMs: number, lastMs: number): void {
  profile.firstMs = Math.min(profile.firstMs ?? firstMs, firstMs);
  profile.lastMs = Math.max(profile.lastMs ?? lastMs, lastMs);
}

function addDays(days: Map<number, number>, firstMs: number, lastMs: number, records: number): void {
  const last = dayOf(lastMs);
  if (dayOf(firstMs) === last) days.set(last, (days.get(last) ?? 0) + records);
  else for (const day of daysOf(firstMs, lastMs)) days.set(day, (days.get(day) ?? 0) + records);
  while (days.size > HABIT_DAYS_KEPT) days.delete(Math.min(...days.keys()));
}

/** Makes the profile small again after a batch was judged: what the windows no longer reach goes. */
export function pruneHost(profile: HostProfile): void {
  const lastMs = profile.lastMs ?? 0;
  const oldest = minuteOf(lastMs) - WINDOW_MINUTES_KEPT;
  for (const name of HABIT_NAMES) trimHabits(profile.habits[name], HABITS[name]);
  for (const window of Object.values(profile.distinct)) pruneDistinct(window, oldest);
  for (const window of Object.values(profile.sums)) pruneSums(window, oldest);
  pruneZones(profile.zones, lastMs);
  pruneRhythms(profile.rhythms, lastMs);
  // CloudTrail tells of hosts whose flows come later, or never.
  pruneSignals(profile.signals, Math.max(lastMs, ...profile.signals.map(({ timeMs }) => timeMs)));
  pruneAnswered(profile.answered);
}

/** Keeps the latest answers; of one minute the first by address. */
function pruneAnswered(answered: HostProfile["answered"]): void {
  if (answered.size <= ANSWERED_NAMES_KEPT) return;
  const byMinute = new Map<number, string[]>();
  for (const [address, [, minute]] of answered) {
    const own = byMinute.get(minute);
    if (own) own.push(address);
    else byMinute.set(minute, [address]);
  }
  let room = ANSWERED_NAMES_KEPT;
  for (const minute of [...byMinute.keys()].sort((one, other) => other - one)) {
    const own = byMinute.get(minute) ?? [];
    if (own.length > room) for (const address of own.sort().slice(room)) answered.delete(address);
    room = Math.max(0, room - own.length);
  }
}
