import { expect, test } from "vitest";
import { isFindingType } from "../../src/core/finding-types.ts";
import { RETIRED_TYPES } from "../../src/core/retired-types.ts";

test("no retired type is raised", () => {
  expect(Object.keys(RETIRED_TYPES).filter(isFindingType)).toEqual([]);
});

test("every successor is raised, or reads S3 data events", () => {
  const elsewhere = /^(?:Discovery|Exfiltration|Impact):S3\/AnomalousBehavior/;
  for (const [type, { successors }] of Object.entries(RETIRED_TYPES)) {
    expect(
      successors.filter((successor) => !isFindingType(successor) && !elsewhere.test(successor)),
      type,
    ).toEqual([]);
  }
});

test("renamed has one successor, dropped has none", () => {
  for (const { fate, successors } of Object.values(RETIRED_TYPES)) {
    if (fate === "renamed") expect(successors).toHaveLength(1);
    expect(successors.length === 0).toBe(fate === "dropped");
  }
});

test("all that the User Guide lists as retired are here", () => {
  expect(Object.keys(RETIRED_TYPES)).toHaveLength(22);
});
