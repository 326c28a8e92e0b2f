/** What a world holds at one moment, in a form that two runs can be compared by. */

import { unpackProfile } from "../../src/core/profile/codec.ts";
import { unpackHostProfile } from "../../src/core/profile/host-profile-codec.ts";
import type { World } from "./world.ts";

export type LedgerRow = {
  readonly ledger: string;
  readonly key: string;
  readonly etag: string;
  readonly state: string;
  readonly records: number;
  readonly rejected: number;
  readonly reason: string | null;
};

export type Snapshot = {
  readonly rows: readonly LedgerRow[];
  /** Rows that wait to be read, in words; those of denied objects may. */
  readonly waiting: readonly string[];
  /** Class and object → the packed state. */
  readonly profiles: ReadonlyMap<string, string>;
  /** Account, principal or Region and host, and kind of log → events counted. */
  readonly calls: ReadonlyMap<string, number>;
  /** Id → its type, and all that does not depend on when it was stored. */
  readonly findings: ReadonlyMap<string, { readonly type: string; readonly text: string }>;
  readonly notices: readonly { readonly findingId: string; readonly state: string; readonly reason: string | null }[];
  /** Finding → messages that Slack took. */
  readonly told: ReadonlyMap<string, number>;
};

const LEDGER = "IntakeLedger";

export function snapshot(world: World): Snapshot {
  const rows = ledgerRows(world);
  const waiting = rows.filter(
    ({ state, key }) => state !== "done" && state !== "rejected" && !world.s3.denied.has(key),
  );
  const findings = world.d1.sqlite.run("SELECT * FROM findings", []).rows as Record<string, string | number>[];
  const notices = world.d1.sqlite.run("SELECT finding_id AS findingId, state, reason FROM notices", []).rows;
  return {
    rows,
    waiting: waiting.map(({ key, state, reason }) => `${key} is ${state} (${reason ?? "no reason"})`),
    ...profilesOf(world),
    findings: new Map(
      findings.map((row) => {
        const text = JSON.stringify({ ...row, created_ms: 0, updated_ms: 0 });
        return [String(row["id"]), { type: String(row["type"]), text }];
      }),
    ),
    notices: notices as unknown as Snapshot["notices"],
    told: new Map(world.slack.taken),
  };
}

function ledgerRows(world: World): LedgerRow[] {
  const all: LedgerRow[] = [];
  for (const [ledger, { sqlite }] of world.namespaces.get(LEDGER)?.residents ?? []) {
    if (!hasTable(sqlite, "objects")) continue;
    const sql = "SELECT key, etag, state, records, rejected, reason FROM objects";
    for (const row of sqlite.run(sql, []).rows) all.push({ ledger, ...(row as Omit<LedgerRow, "ledger">) });
  }
  return all;
}

type Sqlite = World["d1"]["sqlite"];

function hasTable(sqlite: Sqlite, name: string): boolean {
  return sqlite.run("SELECT 1 FROM sqlite_master WHERE name = ?", [name]).rows.length > 0;
}

/** What was said of calls, signals of the last day and scores, rests on what had come by then: counts alone must not depend on it. */
function withoutVerdicts(packed: string): string {
  return JSON.stringify({ ...(JSON.parse(packed) as object), signals: null, scores: null });
}

/** Adds what the profile has counted, by account, name and kind of log. */
function countsOf(className: string, packed: string, counts: Map<string, number>): void {
  if (className === "PrincipalProfile") {
    const { name, calls } = unpackProfile(packed);
    counts.set(`${name.join(" ")} cloudtrail`, calls);
  } else if (className === "HostProfile") {
    const { name, flowRecords, queries } = unpackHostProfile(packed);
    counts.set(`${name.join(" ")} flow`, flowRecords);
    counts.set(`${name.join(" ")} dns`, queries);
  }
}

/** The events that a profile remembers having seen are in the order of arrival, and so left out: bytes, not text. */
function profilesOf(world: World): Pick<Snapshot, "profiles" | "calls"> {
  const profiles = new Map<string, string>();
  const calls = new Map<string, number>();
  for (const [className, { residents }] of world.namespaces) {
    for (const [name, { sqlite }] of className === LEDGER ? [] : residents) {
      const row = hasTable(sqlite, "state") ? sqlite.run("SELECT * FROM state", []).rows[0] : undefined;
      if (row === undefined) continue;
      const texts = Object.entries(row)
        .filter(([, value]) => !(value instanceof Uint8Array))
        .map(([column, value]) => [column, column === "profile" ? withoutVerdicts(String(value)) : value]);
      profiles.set(`${className} ${name}`, JSON.stringify(texts));
      countsOf(className, String(row["profile"]), calls);
    }
  }
  return { profiles, calls };
}
