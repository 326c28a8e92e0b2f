/** Contract 1, network part: the conversation of a host with one peer, summed over flow log records. */

import type { AddressFacts } from "./enrich/facts.ts";
import type { Ip } from "./net/ip.ts";

/** Of the connection: who opened it, as GuardDuty's `connectionDirection` says it. */
export type FlowDirection = "INBOUND" | "OUTBOUND" | "UNKNOWN";

/** What told the initiator: a SYN without ACK, the ports, a rejected packet, or nothing. Rule: docs/flow-logs.md. */
export type InitiatorBasis = "flags" | "ports" | "reject" | "none";

/** One or more flow log records between the same two addresses and server port, both directions together. */
export type Flow = {
  readonly kind: "flow";
  /** Number, in its object, of the first record summed here; from 1. With the object it names the flow. */
  readonly record: number;
  /** Records summed here. */
  readonly records: number;
  readonly accountId: string;
  readonly region: string | null;
  /** Instance id, else interface id, else "<vpc>/<address>": whose profile this belongs to. */
  readonly host: string;
  readonly instanceId: string | null;
  readonly interfaceId: string | null;
  readonly vpcId: string | null;
  readonly subnetId: string | null;
  readonly localIp: Ip;
  readonly remoteIp: Ip;
  /** 0 for ICMP, null where the log has no ports. The initiator's port is that of the first record. */
  readonly localPort: number | null;
  readonly remotePort: number | null;
  /** IANA protocol number: 6 TCP, 17 UDP, 1 ICMP. */
  readonly protocol: number | null;
  readonly direction: FlowDirection;
  readonly initiator: "local" | "remote" | "unknown";
  readonly initiatorBasis: InitiatorBasis;
  /** Local → remote. */
  readonly packetsOut: number;
  readonly bytesOut: number;
  /** Remote → local. */
  readonly packetsIn: number;
  readonly bytesIn: number;
  /** Start of the first capture window and end of the last, ms since the epoch. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** TCP flags seen, or-ed: FIN 1, SYN 2, RST 4, SYN-ACK 18. 0 where the log has none. */
  readonly tcpFlagsOut: number;
  readonly tcpFlagsIn: number;
  /** Null in transit gateway logs. */
  readonly action: "ACCEPT" | "REJECT" | null;
  /** "BPA" where block public access refused it. */
  readonly rejectReason: string | null;
  /** AWS service whose address the remote one is: "S3", "CLOUDFRONT", "AMAZON". */
  readonly remoteService: string | null;
  /** `traffic-path` of outgoing traffic: 8 is the Internet gateway. */
  readonly path: number | null;
  /** What tables and lists say of the remote address; null where nothing is known. */
  readonly remote: AddressFacts | null;
};
