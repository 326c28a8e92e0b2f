import { expect, test } from "vitest";
import { CALL_DETECTORS } from "../../../src/core/detect/catalogue.ts";
import { detectorsFor } from "../../../src/core/detect/catalogue-index.ts";
import {
  PRINCIPAL_INDEX,
  principalReadsBodies,
  REGION_INDEX,
  regionReadsBodies,
} from "../../../src/core/detect/indexes.ts";
import type { ApiCall } from "../../../src/core/event.ts";
import { INVENTORY_APIS } from "../../../src/core/profile/region-facts.ts";
import { apiCall } from "./api-call.ts";

function callNamed(name: string): ApiCall {
  const [service = "", api = ""] = name.split(":");
  return apiCall({ service: `${service}.amazonaws.com`, api });
}

test("every detector runs in exactly one of the two, for each call that it names", () => {
  for (const detector of CALL_DETECTORS) {
    // Those of behaviour are asked once for each run of calls, not by the index.
    if (detector.apis === "unusual" || detector.apis === "sequence") continue;
    const names = detector.apis === "any" ? ["ec2:DescribeInstances"] : detector.apis;
    for (const name of names) {
      const runs = [PRINCIPAL_INDEX, REGION_INDEX].map((index) =>
        detectorsFor(index, callNamed(name)).includes(detector),
      );
      expect(runs, `${detector.type} on ${name}`).toEqual([
        detector.watches === "principal",
        detector.watches === "region",
      ]);
    }
  }
});

test("bodies travel to whoever reads them, and to nobody else", () => {
  for (const detector of CALL_DETECTORS) {
    const reads = detector.watches === "principal" ? principalReadsBodies : regionReadsBodies;
    for (const name of typeof detector.apis === "string" ? [] : detector.apis)
      expect(reads(callNamed(name)), name).toBe(true);
  }
  for (const name of INVENTORY_APIS) expect(regionReadsBodies(callNamed(name)), name).toBe(true);
  for (const name of ["ec2:DescribeInstances", "ssm:PutParameter", "secretsmanager:GetSecretValue"]) {
    expect([principalReadsBodies(callNamed(name)), regionReadsBodies(callNamed(name))], name).toEqual([false, false]);
  }
});
