/** The floor under the figures of docs/eval.md, with a part of the input where all of it would take too long. */

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Baseline, learnBaseline } from "../../../dev/eval/baseline.ts";
import { RATES, readFamilies, recallByFamily } from "../../../dev/eval/dns/dga.ts";
import { exfiltrated } from "../../../dev/eval/dns/tunnels.ts";
import { benignSweep } from "../../../dev/eval/dns/sweep.ts";
import { flows } from "../../../dev/eval/flow/section.ts";
import { compare } from "../../../dev/eval/panther/agreement.ts";
import { readTests, replayTests } from "../../../dev/eval/panther/replay-tests.ts";
import { castOf } from "../../../dev/eval/stratus/cast.ts";
import { replayAll } from "../../../dev/eval/stratus/replay.ts";
import { readRecording, rewrite } from "../../../dev/eval/stratus/rewrite.ts";
import { TECHNIQUES } from "../../../dev/eval/stratus/techniques.ts";
import { shared } from "../../needs.ts";

const STRATUS = shared("data/cloudtrail/stratus-red-team");
const PANTHER = shared("data/cloudtrail/panther-rule-tests/panther-dev.ndjson");
const DNS = shared("data/dns");
const FLOW = shared("data/flow/derived");

let learned: Promise<Baseline> | undefined;
const baseline = async (): Promise<Baseline> => await (learned ??= learnBaseline(1));

test.skipIf(STRATUS === null)("each recorded technique is judged, and nothing of the tool's name is left", async () => {
  const files = readdirSync(String(STRATUS)).filter((name) => name.endsWith(".json"));
  expect(TECHNIQUES.map(({ name }) => `${name}.json`)).toEqual(files.sort());
  const { accountId, ...rest } = await baseline();
  const cast = castOf({ accountId, ...rest }, 0);
  for (const file of files) {
    const recording = readRecording(readFileSync(`${STRATUS}/${file}`, "utf8"));
    const records = rewrite(recording, { accountId, cast, means: cast.stolen, startMs: rest.afterMs });
    expect(records.length, file).toBe(recording.length);
    expect(JSON.stringify(records), file).not.toMatch(/stratus|red.?team|grimoire|malicious|backdoor|christophe/i);
    expect(new Set(records.map(({ recipientAccountId }) => recipientAccountId))).toEqual(new Set([accountId]));
  }
});

test.skipIf(STRATUS === null)("with stolen keys every technique that GuardDuty covers is caught", async () => {
  const caught = await replayAll(String(STRATUS), await baseline());
  const missed = caught.filter(({ technique, types }) => technique.coverage !== "none" && types.stolen.length === 0);
  expect(missed.map(({ technique }) => technique.name)).toEqual([]);
  expect(caught.filter(({ types }) => types.stolen.length > 0).length).toBeGreaterThanOrEqual(33);
  expect(caught.filter(({ types }) => types.own.length > 0).length).toBeGreaterThanOrEqual(26);
});

test.skipIf(PANTHER === null)(
  "types of single deeds tell nothing that Panther leaves quiet; every disagreement has a reason",
  async () => {
    const tests = readTests(String(PANTHER));
    const { byType, disagreements } = compare(await replayTests(tests, await baseline()));
    const deeds = byType.filter(({ type }) => !type.endsWith("/AnomalousBehavior"));
    expect(deeds.length).toBe(6);
    expect(deeds.filter(({ falsePositives }) => falsePositives > 0)).toEqual([]);
    expect(deeds.reduce((sum, { truePositives }) => sum + truePositives, 0)).toBeGreaterThanOrEqual(6);
    expect(disagreements.filter(({ reason }) => reason === null)).toEqual([]);
  },
);

test.skipIf(DNS === null)(
  "families of random letters are told at 20 names an hour, popular names are not",
  async () => {
    const families = readFamilies(`${DNS}/dga-families.tsv.gz`);
    const some = new Map(["murofet", "newgoz", "qakbot"].map((name) => [name, families.get(name) ?? []]));
    for (const { rates } of await recallByFamily(some)) {
      expect(rates.map(({ hostHours }) => hostHours)).toEqual(RATES.map((rate) => 300 / rate));
      for (const { told, hostHours } of rates) expect(told / hostHours).toBeGreaterThanOrEqual(0.9);
    }
    expect((await benignSweep(`${DNS}/benign-sweep.log.gz`, 100)).told).toEqual({});
  },
);

test.skipIf(DNS === null)("transfers of a hundred names and more are told", async () => {
  const rows = await exfiltrated(`${DNS}/dnsexfiltrator-positive`);
  expect(rows.map(({ hosts }) => hosts)).toEqual([44, 19, 9]);
  expect(rows.map(({ told }) => told)[2]).toBe(9);
});

test.skipIf(FLOW === null)("derived flows: the worm is told, and nothing that is not expected", async () => {
  const { figures } = await flows.run(String(FLOW));
  const { rows } = figures as { rows: { file: string; expected: string[]; found: string[] }[] };
  for (const { file, expected, found } of rows) expect(expected, file).toEqual(expect.arrayContaining(found));
  expect(rows.find(({ file }) => file === "slips-test4-malicious.log")?.found).toEqual(["Impact:EC2/PortSweep"]);
});
