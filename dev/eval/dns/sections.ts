/** `eval --only dga`, `tunnels`, `sweep`: what the names that hosts look up tell. */

import { join } from "node:path";
import type { Section } from "../section.ts";
import { table } from "../table.ts";
import { type FamilyRecall, RATES, readFamilies, recallByFamily } from "./dga.ts";
import { benignSweep } from "./sweep.ts";
import { exfiltrated, recordedTunnel } from "./tunnels.ts";

export const dga: Section = {
  name: "dga",
  title: "Generated names of real families, looked up by a host, none of which exist",
  needs: "data/dns/dga-families.tsv.gz",
  run: async (path) => {
    const families = await recallByFamily(readFamilies(path));
    const shown = families.filter(({ rates }) => rates.some(({ hostHours }) => hostHours > 0));
    const fewer = families.filter((family) => !shown.includes(family)).map(({ family }) => family);
    const ordered = shown.toSorted((one, other) => recallOf(other, 0) - recallOf(one, 0));
    return {
      lines: [
        ...table([["family", ...RATES.map((rate) => `${rate} names an hour`)], ...ordered.map(familyCells)]),
        "",
        ...RATES.map((rate, at) => summary(shown, rate, at)),
        `fewer names than one hour takes: ${fewer.join(", ") || "none"}`,
      ],
      figures: { families },
    };
  },
};

function recallOf({ rates }: FamilyRecall, at: number): number {
  const { hostHours = 0, told = 0 } = rates[at] ?? {};
  return hostHours === 0 ? 0 : told / hostHours;
}

function familyCells({ family, rates }: FamilyRecall): string[] {
  return [family, ...rates.map(({ told, hostHours }) => (hostHours === 0 ? "-" : `${told} of ${hostHours}`))];
}

function summary(families: readonly FamilyRecall[], rate: number, at: number): string {
  const own = families.flatMap(({ rates }) => rates[at] ?? []).filter(({ hostHours }) => hostHours > 0);
  const hours = own.reduce((sum, { hostHours }) => sum + hostHours, 0);
  const told = own.reduce((sum, row) => sum + row.told, 0);
  const mean = own.reduce((sum, row) => sum + row.told / row.hostHours, 0) / own.length;
  return `${rate} names an hour: ${told} of ${hours} host-hours told; ${(100 * mean).toFixed(0)} % as the mean of ${own.length} families`;
}

export const tunnels: Section = {
  name: "tunnels",
  title: "Recorded tunnels",
  needs: "data/dns/dnsexfiltrator-positive",
  run: async (folder) => {
    const rows = [await recordedTunnel(join(folder, "../tunnel-dnscat2-cname.log.gz")), ...(await exfiltrated(folder))];
    return {
      lines: table([
        ["source", "hosts", "told"],
        ...rows.map(({ source, hosts, told }) => [source, hosts, told] as const),
      ]),
      figures: { rows },
    };
  },
};

export const sweep: Section = {
  name: "sweep",
  title: "A sweep through popular domains, which is no attack",
  needs: "data/dns/benign-sweep.log.gz",
  run: async (path) => {
    const result = await benignSweep(path);
    const told = Object.entries(result.told).map(([type, hours]) => `${type} on ${hours}`);
    return {
      lines: [
        `${result.queries} queries of one client, as recorded: ${result.asRecorded.join(", ") || "nothing told"}`,
        `dealt out to ${result.hostHours} hosts for an hour each: ${told.join(", ") || "nothing told"}`,
      ],
      figures: result,
    };
  },
};
