/** Recorded tunnels: dnscat2 in a resolver's log, and DNSExfiltrator's names, file by file, one host each. */

import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { findingsIn } from "../scan.ts";
import { typesByHost } from "./host-queries.ts";

export type TunnelRecall = { readonly source: string; readonly hosts: number; readonly told: number };

const TYPE = "Trojan:EC2/DNSDataExfiltration";

export async function recordedTunnel(path: string): Promise<TunnelRecall> {
  const found = await findingsIn(path);
  const told = found.some(({ type }) => type === TYPE);
  return { source: basename(path), hosts: 1, told: Number(told) };
}

/** Names of one transfer are at most this many: below it nothing tells it from a content network. See docs/hosts.md. */
const BANDS: readonly (readonly [from: number, below: number])[] = [
  [1, 30],
  [30, 100],
  [100, Number.POSITIVE_INFINITY],
];

/** By the number of names that the transfer took. */
export async function exfiltrated(folder: string): Promise<readonly TunnelRecall[]> {
  const files = readdirSync(folder).filter((name) => name.startsWith("U-"));
  const transfers = files.sort().map((name) => namesIn(readFileSync(join(folder, name), "utf8")));
  const told = await typesByHost(
    transfers.map((names) => ({ queries: names.map((name) => ({ name, type: "TXT", rcode: "NOERROR" as const })) })),
  );
  return BANDS.map(([from, below]) => {
    const own = transfers.flatMap(({ length }, at) => (length >= from && length < below ? [at] : []));
    const names = below === Number.POSITIVE_INFINITY ? `${from} names or more` : `${from} to ${below - 1} names`;
    return {
      source: `${basename(folder)}, ${names}`,
      hosts: own.length,
      told: own.filter((at) => told[at]?.has(TYPE)).length,
    };
  });
}

/** `"1","0.goq….CapTechUtest.org"`: label, name. */
function namesIn(text: string): string[] {
  return text.split(/\r?\n/).flatMap((line) => /^\W?"1","([^"]+)"/.exec(line)?.[1] ?? []);
}
