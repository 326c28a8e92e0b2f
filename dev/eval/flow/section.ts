/** `eval --only flows`: flow records made from captures of real attacks, and what should be found in each. */

import { join } from "node:path";
import type { FindingType } from "../../../src/core/finding-types.ts";
import { findingsIn } from "../scan.ts";
import type { Section } from "../section.ts";
import { shortTypes, table } from "../table.ts";

type Expected = { readonly file: string; readonly types: readonly FindingType[]; readonly why: string };

/** By the labels, where flows alone can tell it: no names, no lists. `why` says also why it is missed, where it is. */
export const EXPECTED: readonly Expected[] = [
  {
    file: "slips-portscan-horizontal.log",
    types: ["Impact:EC2/PortSweep"],
    why: "labelled a scan: 30 web servers in 32 s, each of which answered a request, as a browser has it; told from 50, half unanswered",
  },
  {
    file: "slips-test2-malicious.log.gz",
    types: [],
    why: "a telephone with malware: HTTPS to 496 servers in a day; what is bad of them only a list knows",
  },
  {
    file: "slips-test3-mixed.log",
    types: [],
    why: "not labelled; 28 connections to RDP from one address in 70 minutes are below 60 in 30",
  },
  {
    file: "slips-test4-malicious.log",
    types: ["Impact:EC2/PortSweep"],
    why: "a worm: ports 81 and 23 of 180 addresses",
  },
  {
    file: "slips-test5-mixed.log",
    types: [],
    why: "malware that looks up names and fetches from 13 web servers in 2 minutes; the names are not in flows",
  },
  { file: "zeek-testsuite.log", types: [], why: "protocol tests, no attack" },
];

export const flows: Section = {
  name: "flows",
  title: "Flow records made from captures of attacks, without lists and without a past",
  needs: "data/flow/derived",
  run: async (folder) => {
    const rows = [];
    for (const { file, types, why } of EXPECTED) {
      const found = [...new Set((await findingsIn(join(folder, file))).map(({ type }) => type))].sort();
      rows.push({ file, expected: types, found, agrees: String(found) === String(types), why });
    }
    return {
      lines: table([
        ["file", "expected", "found", "agrees", "why"],
        ...rows.map(({ file, expected, found, agrees, why }) => [
          file,
          shortTypes(expected),
          shortTypes(found),
          agrees ? "yes" : "NO",
          why,
        ]),
      ]),
      figures: { rows },
    };
  },
};
