/** Real CloudTrail that other people recorded: every file is read, or refused with a reason; the counts are pinned. */

import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { findLogs } from "../../cli/find-logs.ts";
import { scanLogs } from "../../cli/scan-logs.ts";
import { parseScanOptions } from "../../cli/scan-options.ts";
import { shared } from "../needs.ts";

const ROOT = shared("data/cloudtrail");

async function scan(path: string) {
  const options = parseScanOptions([path]);
  if (!options.ok) throw new Error(options.error);
  const told: string[] = [];
  const { findings, totals } = await scanLogs(options.value, (line) => told.push(line));
  return { findings, totals, told };
}

/** [objects, records read or left aside, rejected, skipped objects]. */
const COUNTS: Readonly<Record<string, readonly number[]>> = {
  "cloud-custodian-cwe": [37, 23, 14, 1],
  "cloudtrail-insight.json": [1, 1, 0, 0],
  cloudtrail2sightings: [4, 15, 0, 1],
  "cribl-cloudtrail": [1, 44, 0, 1],
  "ocsf-examples": [48, 15, 158, 5],
  "panther-rule-tests": [1, 223, 20, 1],
  plaso: [1, 6, 0, 1],
  sekoia: [15, 15, 0, 1],
  "stratus-red-team": [35, 310, 0, 1],
  streamalert: [19, 42, 21, 1],
};

test.skipIf(ROOT === null)("every set of records is read to the counts known", async () => {
  expect(readdirSync(String(ROOT)).sort()).toEqual(Object.keys(COUNTS));
  for (const [name, counts] of Object.entries(COUNTS)) {
    const { totals } = await scan(`${ROOT}/${name}`);
    const { objects, records, rejected, skippedObjects } = totals;
    expect([objects, records.cloudtrail, rejected, skippedObjects], name).toEqual(counts);
  }
});

test.skipIf(ROOT === null)("every single file is read, or refused with a reason", async () => {
  const files = await findLogs([String(ROOT)]);
  expect(files.length).toBe(175);
  for (const { path } of files) {
    const { totals, told } = await scan(path);
    const read = totals.records.cloudtrail > 0 && totals.rejected === 0;
    expect(totals.records.cloudtrail + totals.rejected + totals.skippedObjects, path).toBeGreaterThan(0);
    expect(told.length > 0, path).toBe(!read);
    for (const line of told) expect(line).toMatch(/^scan: .+: \S/);
  }
});

const STRATUS = ROOT && `${ROOT}/stratus-red-team`;

test.skipIf(STRATUS === null)(
  "attacks on CloudTrail itself are found, and no other technique is taken for one",
  async () => {
    const found: string[] = [];
    for (const { path } of await findLogs([String(STRATUS)])) {
      const types = (await scan(path)).findings.map(({ type }) => type);
      if (types.includes("Stealth:IAMUser/CloudTrailLoggingDisabled"))
        found.push(path.slice(path.lastIndexOf("/") + 1));
    }
    expect(found).toEqual([
      "aws.defense-evasion.cloudtrail-delete.json",
      "aws.defense-evasion.cloudtrail-event-selectors.json",
      "aws.defense-evasion.cloudtrail-stop.json",
    ]);
  },
);

test.skipIf(STRATUS === null)("the same input gives the same bytes", async () => {
  const [one, two] = [await scan(String(STRATUS)), await scan(String(STRATUS))];
  expect(JSON.stringify(two)).toBe(JSON.stringify(one));
});
