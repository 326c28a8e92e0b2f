/** Resolver query logs: our whole pipeline beside inflate + JSON.parse of each line. Run: node bench/dns.ts [lines]. */

import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { DnsReader } from "../src/core/sources/dns/dns-reader.ts";
import { dnsLog } from "./flow-data.ts";
import { compare, inflated, report } from "./measure.ts";

/** Inflate, split, parse, make every DnsQuery. */
export async function dnsPipeline(bytes: Uint8Array): Promise<{ records: number; answers: number }> {
  let answers = 0;
  const defaults = { accountId: "123456789012", region: null, vpcId: null };
  const reader = new DnsReader(defaults, (query) => {
    answers += query.answers.length;
  });
  for await (const slice of inflated(bytes)) reader.push(slice);
  reader.end();
  return { records: reader.counts.records, answers };
}

/** Inflate, split, JSON.parse each line: what any reader must do at the least. */
export async function dnsReference(bytes: Uint8Array): Promise<{ records: number; answers: number }> {
  const decoder = new TextDecoder();
  let records = 0;
  let answers = 0;
  let rest = "";
  for await (const slice of inflated(bytes)) {
    const lines = (rest + decoder.decode(slice, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const record = JSON.parse(line) as { answers: readonly unknown[] };
      records++;
      answers += record.answers.length;
    }
  }
  return { records, answers };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const lines = Number(process.argv[2] ?? 200_000);
  const bytes = gzipSync(dnsLog(lines));
  const [ours, reference] = await compare(
    () => dnsPipeline(bytes),
    () => dnsReference(bytes),
    "cpu",
  );
  report("dns.pipeline", "inflate + JSON.parse per line", lines, ours, reference);
  console.log(await dnsPipeline(bytes), await dnsReference(bytes));
}
