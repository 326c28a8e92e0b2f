/** Real flow and resolver query logs that other people recorded: every file is read, or refused with a reason; the counts are pinned. */

import { expect, test } from "vitest";
import { findLogs } from "../../cli/find-logs.ts";
import { scanLogs } from "../../cli/scan-logs.ts";
import { parseScanOptions } from "../../cli/scan-options.ts";
import { shared } from "../needs.ts";

const FLOW = shared("data/flow");
const DNS = shared("data/dns");

/** [objects, records read or left aside, rejected, skipped objects]. */
const FLOW_COUNTS: Readonly<Record<string, readonly number[]>> = {
  derived: [6, 16_883, 0, 6],
  "elastic-samples": [5, 13, 0, 2],
  "mizutani-vpcflow": [2, 4, 0, 1],
  "otel-samples": [3, 4, 0, 1],
  // Rule tests in a shape of their own, and logs inside the JSON of another tool.
  "panther-vpcflow.ndjson": [1, 0, 29, 0],
  sekoia: [9, 0, 9, 0],
  vpcflowreporter: [3, 79, 1, 1],
};
const DNS_COUNTS: Readonly<Record<string, readonly number[]>> = {
  "benign-sweep.log.gz": [1, 250_000, 0, 0],
  // Names alone are no resolver query log.
  "dga-families.tsv.gz": [0, 0, 0, 1],
  "dnsexfiltrator-positive": [0, 0, 0, 73],
  "panther-vpcdns.ndjson": [1, 0, 10, 0],
  "route53-resolver-recorded.ndjson": [1, 34, 0, 0],
  "tunnel-dnscat2-cname.log.gz": [1, 4_774, 0, 0],
};

async function scan(path: string) {
  const options = parseScanOptions([path]);
  if (!options.ok) throw new Error(options.error);
  const told: string[] = [];
  const { totals } = await scanLogs(options.value, (line) => told.push(line));
  return { totals, told };
}

test.skipIf(FLOW === null)("every set of flow logs is read to the counts known", async () => {
  for (const [name, counts] of Object.entries(FLOW_COUNTS)) {
    const { objects, records, rejected, skippedObjects } = (await scan(`${FLOW}/${name}`)).totals;
    expect([objects, records.flow, rejected, skippedObjects], name).toEqual(counts);
  }
});

test.skipIf(DNS === null)("every set of queries is read to the counts known", async () => {
  for (const [name, counts] of Object.entries(DNS_COUNTS)) {
    const { objects, records, rejected, skippedObjects } = (await scan(`${DNS}/${name}`)).totals;
    expect([objects, records.dns, rejected, skippedObjects], name).toEqual(counts);
  }
});

test.skipIf(FLOW === null || DNS === null)("every single file is read, or refused with a reason", async () => {
  const files = await findLogs([String(FLOW), String(DNS)]);
  for (const { path } of files) {
    const { totals, told } = await scan(path);
    const { flow, dns } = totals.records;
    const read = flow + dns > 0 && totals.rejected === 0;
    expect(flow + dns + totals.rejected + totals.skippedObjects, path).toBeGreaterThan(0);
    expect(told.length > 0, path).toBe(!read);
    for (const line of told) expect(line).toMatch(/^scan: .+: \S/);
  }
});
