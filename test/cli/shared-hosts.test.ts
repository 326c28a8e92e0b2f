/** What host detectors say of logs that other people recorded: attacks are seen, a quarter million names of a sweep are not. */

import { expect, test } from "vitest";
import { scanLogs } from "../../cli/scan-logs.ts";
import { parseScanOptions } from "../../cli/scan-options.ts";
import { shared } from "../needs.ts";

const FLOW = shared("data/flow/derived");
const DNS = shared("data/dns");

async function typesIn(path: string): Promise<readonly string[]> {
  const options = parseScanOptions([path]);
  if (!options.ok) throw new Error(options.error);
  const { findings } = await scanLogs(options.value, () => undefined);
  return findings.map(({ type }) => type).sort();
}

test.skipIf(DNS === null)("a tunnel of dnscat2 is seen, everyday names are not", async () => {
  expect(await typesIn(`${DNS}/tunnel-dnscat2-cname.log.gz`)).toContain("Trojan:EC2/DNSDataExfiltration");
  expect(await typesIn(`${DNS}/route53-resolver-recorded.ndjson`)).toEqual([]);
  expect(await typesIn(`${DNS}/benign-sweep.log.gz`)).toEqual([]);
});

test.skipIf(FLOW === null)("a worm's sweep is seen, protocol tests and a mixed day are not", async () => {
  expect(await typesIn(`${FLOW}/slips-test4-malicious.log`)).toEqual(["Impact:EC2/PortSweep"]);
  expect(await typesIn(`${FLOW}/zeek-testsuite.log`)).toEqual([]);
  expect(await typesIn(`${FLOW}/slips-test5-mixed.log`)).toEqual([]);
});
