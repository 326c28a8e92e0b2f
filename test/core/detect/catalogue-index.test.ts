import { expect, test } from "vitest";
import { detectorsFor, indexCatalogue } from "../../../src/core/detect/catalogue-index.ts";
import { apiCall } from "./api-call.ts";
import { fakeDetector } from "./fake-detector.ts";

const any = fakeDetector({ apis: "any" });
const describe = fakeDetector();
const both = fakeDetector({ apis: ["ec2:DescribeInstances", "lambda:CreateFunction"] });
const region = fakeDetector({ watches: "region" });
const index = indexCatalogue([describe, any, both, region], "principal");
const lambda = apiCall({ service: "lambda.amazonaws.com", api: "CreateFunction20150331" });

test("a call meets those that want any, then those that name it, of the object that runs it", () => {
  expect(detectorsFor(index, apiCall())).toEqual([any, describe, both]);
  expect(detectorsFor(index, lambda)).toEqual([any, both]);
  expect(detectorsFor(index, apiCall({ api: "RunInstances" }))).toEqual([any]);
  expect(detectorsFor(indexCatalogue([describe, any, both, region], "region"), apiCall())).toEqual([region]);
});

test("names are found whole: no inherited ones, no other service's", () => {
  for (const api of ["__proto__", "constructor", "", "describeinstances"]) {
    expect(detectorsFor(index, apiCall({ api }))).toEqual([any]);
  }
  expect(detectorsFor(index, apiCall({ service: "rds.amazonaws.com" }))).toEqual([any]);
  expect(detectorsFor(indexCatalogue([], "principal"), apiCall())).toEqual([]);
});
