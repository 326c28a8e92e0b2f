/** Goal: the simulator's history tells an acknowledgement that loses an object from one that loses nothing. */

import { expect, test } from "vitest";
import { history } from "../../../dev/simulate/history.ts";
import type { World } from "../../../dev/simulate/world.ts";

const MESSAGE = { sourceId: "s", accountId: "1", key: "k", etag: "e" };

/** A world whose one row is in that state. */
function worldWith(state: string): World {
  const resident = { sqlite: { run: () => ({ rows: [{ state }] }) } };
  const ledger = { residents: new Map([["s/1", resident]]) };
  return { namespaces: new Map([["IntakeLedger", ledger]]) } as unknown as World;
}

test.each([
  ["watchpost-ingest", "queued", true],
  ["watchpost-ingest", "new", true],
  ["watchpost-ingest", "done", false],
  ["watchpost-ingest-dead", "queued", true],
  // The ledger sends it with its next poll.
  ["watchpost-ingest-dead", "new", false],
  ["watchpost-ingest-dead", "rejected", false],
])("a message of %s acknowledged while its row is %s: broken is %s", (queue, state, isBroken) => {
  const seen = history({
    startMs: 0,
    tenants: [],
    deliveries: [],
    digests: [],
    idle: null,
    silent: null,
    pageKeys: 1,
    faultsMs: 0,
  });
  seen.witnesses.acked(worldWith(state), queue, MESSAGE);
  expect(seen.broken.map((text) => text.slice(0, 2))).toEqual(isBroken ? ["I5"] : []);
});
