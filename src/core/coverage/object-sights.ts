/** What a log object shows of places that Watchpost may not see: Regions without logs, hosts that ask other resolvers. */

import type { ApiCall } from "../event.ts";
import { COLUMN } from "../group/flow-columns.ts";
import { flowObjects } from "../group/flows.ts";
import type { HostRecords } from "../group/host-records.ts";
import { OBJECT_SIGHTS_MAX } from "../limits.ts";
import { ipText } from "../net/ip.ts";
import { hasResolverPort, isDohServer, isDotServer, isPlainResolver } from "../profile/resolver-flows.ts";

export type Sight =
  /** Events of a Region in the logs of another. `global`: of global services alone, which log where their home is. */
  | { readonly kind: "region"; readonly region: string; readonly global: boolean }
  /** A host that asked a resolver other than AWS's: what it looks up is in no resolver query log. */
  | { readonly kind: "resolver"; readonly region: string | null; readonly host: string; readonly resolver: string };

/** By its columns: most flows are of no interest here, and need not become objects. */
function mayAskResolver(row: Float64Array): boolean {
  return hasResolverPort({ remotePort: row[COLUMN.remotePort] ?? null });
}

/** Of one object; each sight once, at most OBJECT_SIGHTS_MAX. */
export class ObjectSights {
  readonly #region: string | null;
  readonly #sights = new Map<string, Sight>();

  /** `region`: of the object's key; null for a key that tells none, of which nothing can be said. */
  constructor(region: string | null) {
    this.#region = region;
  }

  addCalls(calls: readonly ApiCall[]): void {
    if (this.#region === null) return;
    for (const { region, global } of calls) {
      if (region === this.#region) continue;
      this.#add(`region ${region} ${global}`, { kind: "region", region, global });
    }
  }

  addHosts(hosts: readonly HostRecords[]): void {
    for (const { region, question, flows } of hosts) {
      for (const flow of flowObjects(flows, mayAskResolver)) {
        const how = isPlainResolver(flow) ? "dns" : isDotServer(flow) ? "dot" : isDohServer(flow, null) ? "doh" : null;
        if (how === null) continue;
        const resolver = `${how}:${ipText(flow.remoteIp)}`;
        this.#add(`resolver ${question.host} ${resolver}`, { kind: "resolver", region, host: question.host, resolver });
      }
    }
  }

  list(): readonly Sight[] {
    return [...this.#sights.values()];
  }

  #add(name: string, sight: Sight): void {
    if (this.#sights.size < OBJECT_SIGHTS_MAX) this.#sights.set(name, sight);
  }
}
