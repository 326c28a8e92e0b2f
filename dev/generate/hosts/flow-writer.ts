/**
 * Conversations → flow log records, cut into capture windows. A VPC has one flow log: ten-minute windows in the default
 * format, or one-minute windows in a custom format. Source: VPC User Guide, flow log records.
 */

import { HOUR_MS, MINUTE_MS } from "../clock.ts";
import type { LogFiles, Place } from "../log-files.ts";
import { Random } from "../random.ts";
import type { Machine } from "./machines.ts";

export const TCP = 6;
export const UDP = 17;

export type Conversation = {
  readonly startMs: number;
  /** 0 for what fits one packet burst. */
  readonly durationMs: number;
  readonly remote: string;
  readonly localPort: number;
  readonly remotePort: number;
  readonly protocol?: number;
  /** Who opened it. */
  readonly opener: "local" | "remote";
  readonly packetsOut: number;
  readonly bytesOut: number;
  readonly packetsIn: number;
  readonly bytesIn: number;
  /** Nothing came back, or a security group refused it. */
  readonly action?: "ACCEPT" | "REJECT";
  /** Address inside the packet, where the machine forwards for another. */
  readonly packetSource?: string;
};

const DEFAULT_HEADER =
  "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status";
const CUSTOM_HEADER =
  "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status " +
  "vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr region az-id flow-direction traffic-path";

const SYN = 2;
const SYN_ACK = 18;
const FIN = 1;

/** The same for all flow logs, where it is not null. */
export type FlowShape = { readonly windowMinutes: 1 | 10 | null; readonly format: "default" | "custom" | null };

export const MIXED_FLOW: FlowShape = { windowMinutes: null, format: null };

type Log = { readonly place: Place; readonly windowMs: number; readonly isCustom: boolean };

export class FlowWriter {
  readonly #files: LogFiles;
  readonly #seed: number;
  readonly #shape: FlowShape;
  readonly #logs = new Map<string, Log>();

  constructor(files: LogFiles, seed: number, shape: FlowShape) {
    this.#files = files;
    this.#seed = seed;
    this.#shape = shape;
  }

  /** Every second VPC, from the second on, has short windows and the long format, if nothing else is asked for. */
  logOf(machine: Machine): Log {
    let log = this.#logs.get(machine.vpcId);
    if (log !== undefined) return log;
    const isSecond = this.#logs.size % 2 === 1;
    const { windowMinutes, format } = this.#shape;
    const isCustom = format === null ? isSecond : format === "custom";
    log = {
      isCustom,
      windowMs: (windowMinutes ?? (isSecond ? 1 : 10)) * MINUTE_MS,
      place: {
        kind: "flow",
        accountId: machine.accountId,
        region: machine.region,
        vpcId: null,
        flowLogId: `fl-0${new Random(this.#seed, `flow log ${machine.vpcId}`).hex(16)}`,
        header: isCustom ? CUSTOM_HEADER : DEFAULT_HEADER,
      },
    };
    this.#logs.set(machine.vpcId, log);
    return log;
  }

  /** A record for each direction that carried packets, in each window that the conversation crosses. */
  write(machine: Machine, talk: Conversation): void {
    const log = this.logOf(machine);
    const endMs = talk.startMs + talk.durationMs;
    const firstWindow = Math.floor(talk.startMs / log.windowMs);
    const windows = Math.floor(endMs / log.windowMs) - firstWindow + 1;
    for (let at = 0; at < windows; at++) {
      const startMs = Math.max(talk.startMs, (firstWindow + at) * log.windowMs);
      const lastMs = Math.min(endMs, (firstWindow + at + 1) * log.windowMs - 1_000);
      const ends = at === windows - 1;
      this.#record(
        log,
        machine,
        talk,
        true,
        startMs,
        Math.max(startMs, lastMs),
        share(talk.packetsOut, windows),
        share(talk.bytesOut, windows),
        at === 0,
        ends,
      );
      this.#record(
        log,
        machine,
        talk,
        false,
        startMs,
        Math.max(startMs, lastMs),
        share(talk.packetsIn, windows),
        share(talk.bytesIn, windows),
        at === 0,
        ends,
      );
    }
  }

  #record(
    log: Log,
    machine: Machine,
    talk: Conversation,
    isOut: boolean,
    startMs: number,
    endMs: number,
    packets: number,
    bytes: number,
    opens: boolean,
    ends: boolean,
  ): void {
    if (packets === 0) return;
    const own = machine.privateIp;
    const ports = isOut ? `${talk.localPort} ${talk.remotePort}` : `${talk.remotePort} ${talk.localPort}`;
    const addresses = isOut ? `${own} ${talk.remote}` : `${talk.remote} ${own}`;
    const protocol = talk.protocol ?? TCP;
    const action = talk.action ?? "ACCEPT";
    const start = Math.floor(startMs / 1_000);
    // Capture ends with the window, some seconds after the last packet.
    const end = Math.floor(endMs / 1_000) + (log.isCustom ? 20 : 50);
    const head = `${log.isCustom ? 5 : 2} ${machine.accountId} ${machine.interfaceId} ${addresses} ${ports} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} OK`;
    this.#files.add(
      log.place,
      startMs,
      log.isCustom ? `${head} ${tail(machine, talk, isOut, protocol, action, opens, ends)}` : head,
    );
  }

  /** What a machine has to say when nothing passed. */
  noData(machine: Machine, hourMs: number): void {
    const log = this.logOf(machine);
    if (log.isCustom) return;
    const start = Math.floor(hourMs / 1_000);
    this.#files.add(
      log.place,
      hourMs,
      `2 ${machine.accountId} ${machine.interfaceId} - - - - - - - ${start} ${start + HOUR_MS / 6_000} - NODATA`,
    );
  }
}

function tail(
  machine: Machine,
  talk: Conversation,
  isOut: boolean,
  protocol: number,
  action: string,
  opens: boolean,
  ends: boolean,
): string {
  const byOpener = isOut === (talk.opener === "local");
  const answered = talk.packetsIn > 0 && talk.packetsOut > 0;
  const flags =
    protocol === TCP
      ? (opens ? (byOpener ? SYN : SYN_ACK) : 0) | (ends && answered && action === "ACCEPT" ? FIN : 0)
      : 0;
  const inner = talk.packetSource ?? machine.privateIp;
  const packet = isOut ? `${inner} ${talk.remote}` : `${talk.remote} ${inner}`;
  const isPrivate = /^(?:10|172\.(?:1[6-9]|2\d|3[01])|192\.168)\./.test(talk.remote);
  const path = isOut ? (isPrivate ? "1" : "8") : "-";
  return `${machine.vpcId} ${machine.subnetId} ${machine.instanceId} ${flags} IPv4 ${packet} ${machine.region} euw1-az1 ${isOut ? "egress" : "ingress"} ${path}`;
}

function share(total: number, parts: number): number {
  return total === 0 ? 0 : Math.max(1, Math.round(total / parts));
}
