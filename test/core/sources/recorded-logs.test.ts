/** Every flow and resolver log of ../shared/data is read, or refused with a reason; the counts are pinned. */

import { readdirSync, readFileSync, statSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { Conversations } from "../../../src/core/group/conversations.ts";
import { DnsReader } from "../../../src/core/sources/dns/dns-reader.ts";
import { FlowReader } from "../../../src/core/sources/flow/flow-reader.ts";
import { FlowTables } from "../../../src/core/sources/flow/flow-tables.ts";
import { shared } from "../../needs.ts";

type Counts = { records: number; skipped: number; rejected: number; flows?: number };

function bytesOf(path: string): Uint8Array {
  const bytes = readFileSync(path);
  return path.endsWith(".gz") ? gunzipSync(bytes) : bytes;
}

function slices(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / 100_003) }, (_, at) =>
    bytes.subarray(at * 100_003, (at + 1) * 100_003),
  );
}

function readFlow(bytes: Uint8Array): Counts & { samples: readonly string[] } {
  const tables = new FlowTables();
  let flows = 0;
  const sink = new Conversations(tables, { accountId: "123456789012", region: null }, (batch) => {
    for (const host of batch.hosts()) flows += host.flows.length;
  });
  const reader = new FlowReader(tables, sink);
  for (const slice of slices(bytes)) reader.push(slice);
  reader.end();
  const { records, skipped, rejected, samples } = reader.counts;
  return { records, skipped: Object.values(skipped).reduce((sum, count) => sum + count, 0), rejected, flows, samples };
}

function readDns(bytes: Uint8Array): Counts & { samples: readonly string[] } {
  const reader = new DnsReader({ accountId: "123456789012", region: null, vpcId: null }, () => {});
  for (const slice of slices(bytes)) reader.push(slice);
  reader.end();
  const { records, rejected, samples } = reader.counts;
  return { records, skipped: 0, rejected, samples };
}

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(`${folder}/${name}`).isFile() && !/PROVENANCE|\.labels|dga-families/.test(name))
    .toSorted();
}

const flowFolder = shared("data/flow");
const dnsFolder = shared("data/dns");

test.skipIf(!flowFolder)("every flow log is read or refused with a reason", () => {
  const got: string[] = [];
  for (const name of files(flowFolder ?? "")) {
    const { samples, ...counts } = readFlow(bytesOf(`${flowFolder}/${name}`));
    expect(samples.length > 0, name).toBe(counts.rejected > 0);
    got.push(`${name} ${JSON.stringify(counts)}`);
  }
  expect(got.join("\n")).toMatchInlineSnapshot(`
    "derived/slips-portscan-horizontal.log {"records":71,"skipped":0,"rejected":0,"flows":30}
    derived/slips-test2-malicious.log.gz {"records":13412,"skipped":0,"rejected":0,"flows":1401}
    derived/slips-test3-mixed.log {"records":141,"skipped":0,"rejected":0,"flows":76}
    derived/slips-test4-malicious.log {"records":512,"skipped":0,"rejected":0,"flows":370}
    derived/slips-test5-mixed.log {"records":578,"skipped":0,"rejected":0,"flows":27}
    derived/zeek-testsuite.log {"records":2169,"skipped":0,"rejected":0,"flows":884}
    elastic-samples/vpcflow-bad.log {"records":0,"skipped":0,"rejected":1,"flows":0}
    elastic-samples/vpcflow-custom-header-repeated.log {"records":1,"skipped":2,"rejected":0,"flows":1}
    elastic-samples/vpcflow-extra-samples.log {"records":5,"skipped":2,"rejected":0,"flows":5}
    elastic-samples/vpcflow-tgw-3.log {"records":0,"skipped":1,"rejected":0,"flows":0}
    elastic-samples/vpcflow-v5-all-fields.log {"records":1,"skipped":0,"rejected":0,"flows":1}
    elastic-samples/vpcflow-v8-bpa.log {"records":0,"skipped":1,"rejected":0,"flows":0}
    mizutani-vpcflow/sample1.log {"records":2,"skipped":0,"rejected":0,"flows":2}
    mizutani-vpcflow/sample2.log.gz {"records":2,"skipped":0,"rejected":0,"flows":2}
    otel-samples/tgw_v6.log {"records":1,"skipped":0,"rejected":0,"flows":1}
    otel-samples/v2_multi.log {"records":2,"skipped":0,"rejected":0,"flows":2}
    otel-samples/v2_nodata.log {"records":0,"skipped":1,"rejected":0,"flows":0}
    panther-vpcflow.ndjson {"records":0,"skipped":0,"rejected":29,"flows":0}
    sekoia/tests/accept.json {"records":0,"skipped":0,"rejected":58,"flows":0}
    sekoia/tests/accept_ok_v5.json {"records":0,"skipped":0,"rejected":69,"flows":0}
    sekoia/tests/accept_structured.json {"records":0,"skipped":0,"rejected":58,"flows":0}
    sekoia/tests/custom.json {"records":0,"skipped":0,"rejected":69,"flows":0}
    sekoia/tests/ipv6traffic.json {"records":0,"skipped":0,"rejected":58,"flows":0}
    sekoia/tests/network_traffic.json {"records":0,"skipped":0,"rejected":74,"flows":0}
    sekoia/tests/nodata.json {"records":0,"skipped":0,"rejected":34,"flows":0}
    sekoia/tests/reject.json {"records":0,"skipped":0,"rejected":58,"flows":0}
    sekoia/tests/reject_structured.json {"records":0,"skipped":0,"rejected":58,"flows":0}
    vpcflowreporter/acceptNorm.dat {"records":0,"skipped":0,"rejected":12,"flows":0}
    vpcflowreporter/acceptRaw.dat {"records":19,"skipped":0,"rejected":0,"flows":19}
    vpcflowreporter/sample.dat {"records":54,"skipped":6,"rejected":0,"flows":51}"
  `);
});

test.skipIf(!flowFolder)("records that other tools wrap are read once unwrapped", () => {
  const folder = `${flowFolder}/sekoia/tests`;
  const messages = readdirSync(folder).map((name) => {
    const file = JSON.parse(readFileSync(`${folder}/${name}`, "utf8")) as { input: { message: string } };
    return file.input.message.trim();
  });
  const { records, skipped, rejected } = readFlow(new TextEncoder().encode(messages.join("\n")));
  expect({ records, skipped, rejected }).toEqual({ records: messages.length - 1, skipped: 1, rejected: 0 });
});

test.skipIf(!dnsFolder)("every resolver log is read or refused with a reason", () => {
  const got: string[] = [];
  const other = { files: 0, records: 0 };
  for (const name of files(dnsFolder ?? "")) {
    const { samples, ...counts } = readDns(bytesOf(`${dnsFolder}/${name}`));
    expect(samples.length > 0, name).toBe(counts.rejected > 0);
    if (!name.startsWith("dnsexfiltrator")) got.push(`${name} ${JSON.stringify(counts)}`);
    else {
      other.files++;
      other.records += counts.records;
    }
  }
  // Names in quotes, no resolver log: refused to the last line.
  expect(other).toEqual({ files: 72, records: 0 });
  expect(got.join("\n")).toMatchInlineSnapshot(`
    "benign-sweep.log.gz {"records":250000,"skipped":0,"rejected":0}
    panther-vpcdns.ndjson {"records":0,"skipped":0,"rejected":10}
    route53-resolver-recorded.ndjson {"records":34,"skipped":0,"rejected":0}
    tunnel-dnscat2-cname.log.gz {"records":4774,"skipped":0,"rejected":0}"
  `);
});

test.skipIf(!dnsFolder)("resolver records that another tool wraps are read once unwrapped", () => {
  const lines = readFileSync(`${dnsFolder}/panther-vpcdns.ndjson`, "utf8").trim().split("\n");
  const events = lines.map((line) => (JSON.parse(line) as { event: Record<string, unknown> }).event);
  const { records, rejected } = readDns(
    new TextEncoder().encode(events.map((event) => JSON.stringify(event)).join("\n")),
  );
  const native = events.filter((event) => "query_name" in event && "query_timestamp" in event);
  expect({ records, rejected }).toEqual({ records: native.length, rejected: events.length - native.length });
  expect(native.length).toBeGreaterThan(0);
});
