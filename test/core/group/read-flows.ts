/** Flow log text → Flows, for tests. */

import { expect } from "vitest";
import type { Flow } from "../../../src/core/event-flow.ts";
import { Conversations } from "../../../src/core/group/conversations.ts";
import { flowObjects } from "../../../src/core/group/flows.ts";
import { type Ip, parseIp } from "../../../src/core/net/ip.ts";
import { FlowReader } from "../../../src/core/sources/flow/flow-reader.ts";
import { FlowTables } from "../../../src/core/sources/flow/flow-tables.ts";
import { encodeUtf8 } from "../../../src/core/text.ts";

export const BASE =
  "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status";

export type Batch = { records: number; hosts: string[]; flows: Flow[] };

export function batches(log: string | Uint8Array, sliceBytes = 65_536): Batch[] {
  const bytes = typeof log === "string" ? encodeUtf8(log) : log;
  const tables = new FlowTables();
  const out: Batch[] = [];
  const conversations = new Conversations(tables, { accountId: "111122223333", region: "eu-west-1" }, (batch) => {
    const hosts = batch.hosts();
    out.push({
      records: batch.records,
      hosts: hosts.map(({ question }) => question.host),
      flows: hosts.flatMap(({ flows }) => flowObjects(flows)),
    });
  });
  const reader = new FlowReader(tables, conversations);
  for (let at = 0; at < bytes.length; at += sliceBytes) reader.push(bytes.slice(at, at + sliceBytes));
  reader.end();
  expect(reader.counts.rejected).toBe(0);
  return out;
}

export function flows(columns: string, ...lines: readonly string[]): Flow[] {
  return batches([columns, ...lines].join("\n")).flatMap((batch) => batch.flows);
}

export const ip = (text: string): Ip => parseIp(text) ?? "not an address";
export const line = (source: string, target: string, rest: string): string =>
  `2 123456789012 eni-1 ${source} ${target} ${rest} OK`;
