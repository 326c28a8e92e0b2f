import { expect, test } from "vitest";
import { type Available, typeCoverage } from "../../../src/core/coverage/type-coverage.ts";
import { CALL_DETECTORS } from "../../../src/core/detect/catalogue.ts";
import type { Capability } from "../../../src/core/detect/detector.ts";
import { HOST_DETECTORS } from "../../../src/core/detect/host-catalogue.ts";
import { FINDING_TYPES } from "../../../src/core/finding-types.ts";
import { CATEGORIES } from "../../../src/core/intel/categories.ts";

const NOTHING: Available = { logs: new Set(), lists: new Set(), geo: false };
const ALL: Available = { logs: new Set(["cloudtrail", "flow", "dns"]), lists: new Set(CATEGORIES), geo: true };
const TYPE = "Recon:EC2/Portscan";

function of(needs: readonly Capability[], available: Partial<Available>) {
  const { state, because } = typeCoverage([{ type: TYPE, needs }], { ...NOTHING, ...available }).find(
    ({ type }) => type === TYPE,
  ) ?? {
    state: "missing",
    because: [],
  };
  return [state, ...because];
}

test("tells of each need what is missing", () => {
  expect(of(["flow"], {})).toEqual(["off", "no VPC Flow Logs are read"]);
  expect(of(["flow"], { logs: new Set(["flow"]) })).toEqual(["on"]);
  expect(of(["flow", "geo"], { logs: new Set(["flow"]) })).toEqual(["off", "the address table is not loaded"]);
  expect(of(["cloudtrail", "dns"], { logs: new Set(["dns"]) })).toEqual(["off", "no CloudTrail logs are read"]);
  expect(of(["profile"], {})).toEqual(["on"]);
});

test("of several lists each finds its part; without any nothing is found", () => {
  const needs = ["flow", "list:scanner", "list:malicious"] as const;
  const logs = new Set(["flow" as const]);
  const absent = (category: string): string => `no list of category ${category} is loaded`;
  expect(of(needs, { logs })).toEqual(["off", absent("scanner"), absent("malicious")]);
  expect(of(needs, { logs, lists: new Set(["scanner"]) })).toEqual(["partly", absent("malicious")]);
  expect(of(needs, { logs, lists: new Set(["scanner", "malicious"]) })).toEqual(["on"]);
  expect(of(needs, { lists: new Set(["scanner", "malicious"]) })[0]).toBe("off");
});

test("every type once, from the catalogue: with everything there each that has a detector is on, with nothing none is", () => {
  const detectors = [...CALL_DETECTORS, ...HOST_DETECTORS];
  const detected = new Set(detectors.map(({ type }) => type));
  const all = typeCoverage(detectors, ALL);
  expect(all.map(({ type }) => type)).toEqual(Object.keys(FINDING_TYPES));
  for (const { type, state, because } of all) {
    const own = detected.has(type) || type.startsWith("Watchpost:Operations/");
    expect([type, state, because.length > 0]).toEqual([type, own ? "on" : "off", !own]);
  }
  for (const { type, state, because } of typeCoverage(detectors, NOTHING)) {
    expect([type, state, because.length > 0]).toEqual([type, "off", true]);
  }
});
