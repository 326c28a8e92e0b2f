/** The generated organisation: readable by our readers to the last record, the same for the same seed, labelled. */

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { kindOf } from "../../../cli/find-logs.ts";
import { generate } from "../../../dev/generate/generate.ts";
import { MIXED_FLOW } from "../../../dev/generate/hosts/flow-writer.ts";
import type { Options } from "../../../dev/generate/organization.ts";
import { SCENARIOS } from "../../../dev/generate/scenarios.ts";
import type { Label } from "../../../dev/generate/stage.ts";
import { Conversations } from "../../../src/core/group/conversations.ts";
import { isOperationalType } from "../../../src/core/findings/operational.ts";
import { FINDING_TYPES } from "../../../src/core/finding-types.ts";
import { CATEGORIES } from "../../../src/core/intel/categories.ts";
import { CloudTrailReader } from "../../../src/core/sources/cloudtrail/cloudtrail-reader.ts";
import { DnsReader } from "../../../src/core/sources/dns/dns-reader.ts";
import { FlowReader } from "../../../src/core/sources/flow/flow-reader.ts";
import { FlowTables } from "../../../src/core/sources/flow/flow-tables.ts";
import { withFiles } from "../../cli/temp-folder.ts";
import { shared } from "../../needs.ts";

const SMALL: Options = { seed: 7, days: 16, accounts: 2, principals: 12, hosts: 11, flow: MIXED_FLOW };
const TINY: Options = { seed: 7, days: 2, accounts: 2, principals: 12, hosts: 10, flow: MIXED_FLOW };
const quiet = () => {};
/** Sixteen days are some seconds of work, more where the machine is shared. */
const LONG_MS = 300_000;

function filesBelow(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.filter((name) => statSync(join(folder, name)).isFile()).toSorted();
}

function digestOf(folder: string): string {
  const hash = createHash("sha256");
  for (const name of filesBelow(folder)) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest("hex");
}

function labelsOf(folder: string): Label[] {
  return JSON.parse(readFileSync(join(folder, "labels.json"), "utf8")) as Label[];
}

function read(kind: string, bytes: Uint8Array) {
  const where = { accountId: "123456789012", region: "eu-west-1", vpcId: null };
  if (kind === "dns") return finish(new DnsReader(where, quiet), bytes);
  if (kind === "flow") {
    const tables = new FlowTables();
    return finish(new FlowReader(tables, new Conversations(tables, where, quiet)), bytes);
  }
  return finish(new CloudTrailReader(where, quiet), bytes);
}

function finish(reader: DnsReader | FlowReader | CloudTrailReader, bytes: Uint8Array) {
  reader.push(bytes);
  reader.end();
  return reader.counts;
}

test(
  "every record is read, every label lies in the logs' time, every list has a known category",
  { timeout: LONG_MS },
  async () => {
    await withFiles({}, async (folder) => {
      const summary = generate(folder, SMALL, SCENARIOS, quiet);
      const counts = { cloudtrail: 0, flow: 0, dns: 0 };
      const refused: string[] = [];
      for (const name of filesBelow(join(folder, "AWSLogs"))) {
        const path = join(folder, "AWSLogs", name);
        const kind = await kindOf({ path, key: `AWSLogs/${name}` });
        if (kind !== "cloudtrail" && kind !== "flow" && kind !== "dns") throw new Error(`${name}: ${kind}`);
        const { records, skipped, rejected, samples } = read(kind, gunzipSync(readFileSync(path)));
        if (rejected > 0) refused.push(`${name}: ${samples.join("; ")}`);
        // A machine with nothing to say writes NODATA, which readers skip and count.
        counts[kind] += records + Object.values(skipped).reduce((sum, count) => sum + count, 0);
      }
      expect(refused).toEqual([]);
      expect(counts).toEqual(summary.records);
      const labels = labelsOf(folder);
      expect(labels).toHaveLength(SCENARIOS.length);
      for (const { type, from, to } of labels) {
        expect(from >= "2026-11-09", `${type} begins on day 15 or later`).toBe(true);
        expect(from <= to && to < "2026-11-12", `${type} ends in time`).toBe(true);
      }
      for (const file of readdirSync(join(folder, "lists"))) expect(CATEGORIES).toContain(file.replace(".txt", ""));
    });
  },
);

test("same options, same bytes; another seed, other bytes", { timeout: LONG_MS }, async () => {
  const digests: string[] = [];
  for (const seed of [7, 7, 8]) {
    await withFiles({}, async (folder) => {
      generate(folder, { ...TINY, seed }, [], quiet);
      digests.push(digestOf(folder));
    });
  }
  expect(digests[0]).toBe(digests[1]);
  expect(digests[0]).not.toBe(digests[2]);
});

test("there is a scenario for every finding type, and one only", () => {
  const types = Object.keys(FINDING_TYPES).filter((type) => !isOperationalType(type));
  expect(SCENARIOS.map(({ type }) => type).toSorted()).toEqual(types.toSorted());
});

test("a scenario alone leaves the rest of the organisation as it was", { timeout: LONG_MS }, async () => {
  const only = SCENARIOS.filter(({ type }) => type === "Recon:EC2/Portscan");
  const counts: number[] = [];
  for (const scenarios of [[], only]) {
    await withFiles({}, async (folder) => {
      counts.push(generate(folder, { ...SMALL, accounts: 1, hosts: 3 }, scenarios, quiet).records.flow);
      expect(labelsOf(folder).map(({ type }) => type)).toEqual(scenarios.map(({ type }) => type));
    });
  }
  // A thousand ports, out and back.
  expect((counts[1] ?? 0) - (counts[0] ?? 0)).toBe(2_000);
});

const types = shared("guardduty/finding-types.json");

test.skipIf(types === null)(
  "every foundational type of CloudTrail, flow and resolver logs that GuardDuty lists has a scenario",
  () => {
    const listed = JSON.parse(readFileSync(types ?? "", "utf8")) as { type: string; family: string; status: string }[];
    const foundational = listed.filter(({ family, status }) => family === "foundational" && status === "current");
    const played = new Set(SCENARIOS.map(({ type }) => type));
    expect(foundational.filter(({ type }) => !played.has(type))).toEqual([]);
    expect(foundational.length).toBeGreaterThan(70);
  },
);
