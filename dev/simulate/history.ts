/** Watches a run as it goes: what is acknowledged or called done must be durable at that moment, whatever comes later. */

import { chunkIdOf } from "../../src/core/apply-chunk.ts";
import { hashId } from "../../src/core/hash.ts";
import { CLOUDTRAIL_PARSER_VERSION } from "../../src/core/sources/cloudtrail/cloudtrail-reader.ts";
import { DNS_PARSER_VERSION } from "../../src/core/sources/dns/dns-reader.ts";
import { FLOW_PARSER_VERSION } from "../../src/core/sources/flow/flow-reader.ts";
import type { Delivery, Scenario } from "./scenario.ts";
import type { Witnesses, World } from "./world.ts";

type Message = { readonly sourceId: string; readonly accountId: string; readonly key: string; readonly etag: string };
type Chunk = { readonly id: string };

export type History = { readonly witnesses: Witnesses; readonly broken: string[] };

export function history(scenario: Scenario): History {
  const broken: string[] = [];
  const deliveries = new Map(scenario.deliveries.map((delivery) => [`${delivery.key} ${delivery.etag}`, delivery]));
  const applied = new Map<string, Set<string>>();

  const onDone = (key: string, etag: string): void => {
    const delivery = deliveries.get(`${key} ${etag}`);
    if (delivery === undefined) return void broken.push(`I1 an object was read that nobody put: ${key}`);
    for (const principal of principalsOf(delivery)) {
      const known = applied.get(profileName(delivery, principal));
      const isThere = chunkIdsOf(delivery).some((id) => known?.has(id));
      if (!isThere) broken.push(`I5 ${key} is called done before ${principal} has its events`);
    }
  };

  const committed: Witnesses["committed"] = (_, className, name, method, parameters) => {
    if ((className === "PrincipalProfile" || className === "HostProfile") && method === "apply") {
      applied.set(name, (applied.get(name) ?? new Set()).add((parameters[0] as Chunk).id));
    } else if (className === "IntakeLedger" && method === "finish") {
      const [key, etag, { state }] = parameters as [string, string, { state: string }];
      if (state === "done") onDone(key, etag);
    }
  };

  const acked: Witnesses["acked"] = (world, queue, body) => {
    const state = queue.includes("notices")
      ? noticeState(world, body as { noticeId: string })
      : rowState(world, body as Message);
    // What the queue gave up may be owed all the same: a ledger sends what is new with its next poll.
    const owed = state === "new" && queue.endsWith("-dead");
    if (!owed && (state === "pending" || state === "new" || state === "queued")) {
      broken.push(`I5 a message of ${queue} is acknowledged while its row is ${state}: ${JSON.stringify(body)}`);
    }
  };
  const misused = (what: string): void => void broken.push(`I7 ${what} is tried again at once though overloaded`);
  return { witnesses: { committed, acked, misused }, broken };
}

function principalsOf(delivery: Delivery): ReadonlySet<string> {
  return new Set(readable(delivery).flatMap(({ counted }) => counted?.principal ?? []));
}

/** Nothing tells that text of lines was cut: its whole lines are read, and that is all that there is. */
function readable({ kind, damage, bytes, text, records }: Delivery): Delivery["records"] {
  if (kind === "cloudtrail" || damage !== "cutPlain") return records;
  let end = text.indexOf(records[0]?.text ?? "") - 1;
  return records.filter((record) => {
    end += 1 + Buffer.byteLength(record.text);
    return end <= bytes.length;
  });
}

function profileName({ kind, accountId }: Delivery, principal: string): string {
  if (kind === "cloudtrail") return hashId("principal", accountId, principal);
  const [region = "", host = ""] = principal.split(" ");
  return hashId("host", accountId, region, host);
}

const PARSERS = { cloudtrail: CLOUDTRAIL_PARSER_VERSION, flow: FLOW_PARSER_VERSION, dns: DNS_PARSER_VERSION };

/** More numbers than the object has chunks. */
function chunkIdsOf({ kind, bucket, key, etag, records }: Delivery): string[] {
  const parser = `${kind}/${PARSERS[kind]}`;
  return Array.from({ length: records.length + 1 }, (_, number) => chunkIdOf({ bucket, key, etag }, parser, number));
}

function rowState(world: World, { sourceId, accountId, key, etag }: Message): unknown {
  const ledger = world.namespaces.get("IntakeLedger")?.residents.get(`${sourceId}/${accountId}`);
  return ledger?.sqlite.run("SELECT state FROM objects WHERE key = ? AND etag = ?", [key, etag]).rows[0]?.["state"];
}

function noticeState(world: World, { noticeId }: { readonly noticeId: string }): unknown {
  const [findingId = "", channel = "", kind = ""] = noticeId.split(".");
  const sql = "SELECT state FROM notices WHERE finding_id = ? AND channel = ? AND kind = ?";
  return world.d1.sqlite.run(sql, [findingId, channel, kind]).rows[0]?.["state"];
}
