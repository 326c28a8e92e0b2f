/** Conversations of one interface → flow logs of version 2 as AWS writes them → batches of a host, by the readers that run. */

import type { Flow } from "../../../src/core/event-flow.ts";
import type { HostBatch } from "../../../src/core/group/host-batch.ts";
import { ipText } from "../../../src/core/net/ip.ts";
import { BASE, flows } from "../group/read-flows.ts";
import { batch, NOW } from "./host-batches.ts";

export type Conversation = {
  readonly remote: string;
  readonly protocol: number;
  /** Port of the one who opened it, and the one opened. */
  readonly from: number;
  readonly to: number;
  readonly isInbound?: boolean;
  /** Seconds after NOW, and how long it lasts. */
  readonly start: number;
  readonly seconds: number;
  readonly packetsOut: number;
  readonly bytesOut: number;
  readonly packetsIn: number;
  readonly bytesIn: number;
};

/** Files of 5 minutes at an interval of one, else of 10: what one delivery brings. */
const FILE_MINUTES = { 1: 5, 10: 10 } as const;
export type WindowMinutes = keyof typeof FILE_MINUTES;

/** One batch a file, in order of time. A conversation has a record for either direction in each interval that it meets. */
export function batchesOf(
  conversations: readonly Conversation[],
  local: string,
  windowMinutes: WindowMinutes,
  shiftMs = 0,
): HostBatch[] {
  const files = new Map<number, string[]>();
  for (const one of conversations) {
    for (const { startS, endS, share } of intervals(one, windowMinutes)) {
      const file = Math.floor(startS / 60 / FILE_MINUTES[windowMinutes]);
      const lines = files.get(file) ?? [];
      files.set(file, lines);
      const base = (NOW + shiftMs) / 1_000;
      const times = `${base + startS} ${base + endS} ACCEPT`;
      const [here, there] = one.isInbound === true ? [one.to, one.from] : [one.from, one.to];
      const [out, back] = [one.packetsOut, one.packetsIn].map((packets) => Math.round(packets * share));
      const bytes = [one.bytesOut, one.bytesIn].map((all) => Math.round(all * share));
      if (out) lines.push(record(local, one.remote, `${here} ${there} ${one.protocol} ${out} ${bytes[0]} ${times}`));
      if (back) lines.push(record(one.remote, local, `${there} ${here} ${one.protocol} ${back} ${bytes[1]} ${times}`));
    }
  }
  const inOrder = [...files].sort(([one], [other]) => one - other);
  return inOrder.map(([, lines]) => batch(flows(BASE, ...lines)));
}

function record(source: string, target: string, rest: string): string {
  return `2 111122223333 eni-0123456789abcdef0 ${source} ${target} ${rest} OK`;
}

function intervals({ start, seconds }: Conversation, windowMinutes: number) {
  const size = windowMinutes * 60;
  const parts: { startS: number; endS: number; share: number }[] = [];
  for (let from = start; from < start + seconds || parts.length === 0; from = (Math.floor(from / size) + 1) * size) {
    const to = Math.min(start + seconds, (Math.floor(from / size) + 1) * size);
    parts.push({ startS: Math.floor(from), endS: Math.floor(to), share: seconds === 0 ? 1 : (to - from) / seconds });
  }
  return parts;
}

/** What lists say of the remote ends. */
export function withFacts(one: HostBatch, facts: ReadonlyMap<string, Flow["remote"]>): HostBatch {
  return { ...one, flows: one.flows.map((flow) => ({ ...flow, remote: facts.get(ipText(flow.remoteIp)) ?? null })) };
}
