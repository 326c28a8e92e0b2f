/** Queries → Route 53 Resolver query log. Source: Route 53 Developer Guide, resolver query logs. */

import { isoSecond } from "../clock.ts";
import type { LogFiles, Place } from "../log-files.ts";
import type { Machine } from "./machines.ts";

export type Query = {
  readonly timeMs: number;
  /** Without its trailing dot. */
  readonly name: string;
  readonly type?: string;
  readonly rcode?: "NOERROR" | "NXDOMAIN" | "SERVFAIL";
  /** Addresses, or texts in answer to TXT. */
  readonly answers?: readonly string[];
  readonly port: number;
};

export class DnsWriter {
  readonly #files: LogFiles;
  readonly #places = new Map<string, Place>();

  constructor(files: LogFiles) {
    this.#files = files;
  }

  write(machine: Machine, query: Query): void {
    const type = query.type ?? "A";
    const record = {
      version: "1.100000",
      account_id: machine.accountId,
      region: machine.region,
      vpc_id: machine.vpcId,
      query_timestamp: isoSecond(query.timeMs),
      query_name: `${query.name}.`,
      query_type: type,
      query_class: "IN",
      rcode: query.rcode ?? "NOERROR",
      answers: (query.answers ?? []).map((rdata) => ({ Rdata: rdata, Type: type, Class: "IN" })),
      srcaddr: machine.privateIp,
      srcport: String(query.port),
      transport: "UDP",
      // The resolver names the instance for some machines only.
      srcids: machine.index % 3 === 0 ? {} : { instance: machine.instanceId },
    };
    this.#files.add(this.#placeOf(machine), query.timeMs, JSON.stringify(record));
  }

  #placeOf({ accountId, region, vpcId }: Machine): Place {
    const known = this.#places.get(vpcId);
    if (known !== undefined) return known;
    const place: Place = { kind: "dns", accountId, region, vpcId, flowLogId: null, header: null };
    this.#places.set(vpcId, place);
    return place;
  }
}
