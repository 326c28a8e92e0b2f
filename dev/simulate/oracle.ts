/** The promises (docs/testing.md) that the end of a run is held to: by what was put, and by a run of the same without faults. */

import { DEPENDS_ON_ARRIVAL } from "./arrival-types.ts";
import type { Delivery, Scenario } from "./scenario.ts";
import { silenceTold } from "./silence.ts";
import type { LedgerRow, Snapshot } from "./snapshot.ts";

export function check(scenario: Scenario, end: Snapshot, faultless: Snapshot): string[] {
  return [
    ...countedOnce(scenario, end),
    ...everyObject(scenario, end, faultless),
    ...sameFindings(end, faultless),
    ...sameProfiles(end, faultless),
    ...silenceTold(scenario, end),
    ...everybodyTold(end),
    ...ownTenant(end),
  ];
}

/** I1: each record of each object counts once, by the generator's own list. */
function countedOnce(scenario: Scenario, { calls }: Snapshot): string[] {
  const expected = new Map<string, Set<string>>();
  for (const { kind, accountId, records } of scenario.deliveries.filter(({ damage }) => damage === null)) {
    for (const { counted } of records) {
      if (counted === null) continue;
      const name = `${accountId} ${counted.principal} ${kind}`;
      expected.set(name, (expected.get(name) ?? new Set()).add(counted.id));
    }
  }
  return [...expected].flatMap(([name, ids]) =>
    calls.get(name) === ids.size ? [] : [`I1 ${name}: ${calls.get(name) ?? 0} of ${ids.size} events are counted`],
  );
}

/** I3, I4: each object is done, or rejected for a reason of its own; as in the faultless run. */
function everyObject(scenario: Scenario, end: Snapshot, faultless: Snapshot): string[] {
  const broken: string[] = [];
  const rows = byName(end.rows);
  const others = byName(faultless.rows);
  for (const delivery of lastVersions(scenario.deliveries)) {
    const name = `${delivery.key} ${delivery.etag}`;
    const row = rows.get(name);
    if (row === undefined) broken.push(`I4 ${delivery.key} was never found`);
    else if (row.state !== "done" && row.state !== "rejected") broken.push(`I3 ${delivery.key} is still ${row.state}`);
    else if (summary(row) !== summary(others.get(name))) {
      broken.push(`I1 ${delivery.key}: ${summary(row)}; without faults ${summary(others.get(name))}`);
    }
    const isGood = delivery.damage === null && delivery.records.some(({ counted }) => counted !== null);
    if (isGood && row?.state === "rejected") broken.push(`I3 ${delivery.key} is rejected: ${row.reason}`);
  }
  return broken;
}

function byName(rows: readonly LedgerRow[]): Map<string, LedgerRow> {
  return new Map(rows.map((row) => [`${row.key} ${row.etag}`, row]));
}

function summary(row: LedgerRow | undefined): string {
  return row === undefined
    ? "no row"
    : `${row.state}, ${row.records} records, ${row.rejected} rejected (${row.reason ?? "no reason"})`;
}

function lastVersions(deliveries: readonly Delivery[]): Iterable<Delivery> {
  const last = new Map<string, Delivery>();
  for (const delivery of deliveries) last.set(`${delivery.bucket} ${delivery.key}`, delivery);
  return last.values();
}

/** I2, of the types that are decided by the records alone. */
function sameFindings({ findings }: Snapshot, faultless: Snapshot): string[] {
  return differences("I2 finding", byRecords(findings), byRecords(faultless.findings));
}

function byRecords(findings: Snapshot["findings"]): ReadonlyMap<string, string> {
  return new Map(
    [...findings].filter(([, { type }]) => !DEPENDS_ON_ARRIVAL.has(type)).map(([id, { text }]) => [id, text]),
  );
}

/** I8: what a profile knows does not depend on the order, or on how often a message came. */
function sameProfiles({ profiles }: Snapshot, faultless: Snapshot): string[] {
  return differences("I8", profiles, faultless.profiles);
}

function differences(what: string, own: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] {
  const broken: string[] = [];
  for (const [name, text] of other) {
    const mine = own.get(name);
    if (mine === undefined) broken.push(`${what} ${name} is missing`);
    else if (mine !== text) broken.push(`${what} ${name} differs: ${differing(mine, text)}`);
  }
  for (const name of own.keys()) if (!other.has(name)) broken.push(`${what} ${name} is there only with faults`);
  return broken;
}

function differing(one: string, other: string): string {
  let at = 0;
  while (one[at] === other[at]) at++;
  const around = (text: string): string => text.slice(Math.max(0, at - 60), at + 60);
  return `…${around(one)}… instead of …${around(other)}…`;
}

/** I6. */
function everybodyTold({ findings, notices, told }: Snapshot): string[] {
  const broken = notices
    .filter(({ state }) => state !== "sent")
    .map(({ findingId, state, reason }) => `I6 the notice of ${findingId} is ${state} (${reason ?? "no reason"})`);
  for (const id of findings.keys()) if (!told.has(id)) broken.push(`I6 nobody was told of finding ${id}`);
  for (const id of told.keys()) if (!findings.has(id)) broken.push(`I6 Slack was told of ${id}, which is no finding`);
  return broken;
}

/** I9: a ledger holds keys of its own account alone. */
function ownTenant({ rows }: Snapshot): string[] {
  return rows
    .filter(({ ledger, key }) => !key.includes(`AWSLogs/${ledger.split("/")[1]}/`))
    .map(({ ledger, key }) => `I9 ${key} is in the ledger ${ledger}`);
}

/** What must hold of the faultless run alone: told exactly once. */
export function checkFaultless({ told }: Snapshot): string[] {
  return [...told]
    .filter(([, count]) => count !== 1)
    .map(([id, count]) => `I6 ${count} messages of ${id} without a fault`);
}
