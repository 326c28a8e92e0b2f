import * as fc from "fast-check";
import { expect, test } from "vitest";
import { keepHighest, type Row, rowsByKey, sortByKey } from "../../../src/core/profile/rows.ts";

const keys = fc.uniqueArray(fc.string({ maxLength: 3 }), { maxLength: 40 });

test("rows are found by their key, and come in its order wherever they were put", () => {
  fc.assert(
    fc.property(keys, (list) => {
      const rows = rowsByKey(list.map((key, at): Row => [key, at]));
      for (const [at, key] of list.entries()) expect(rows.get(key)).toEqual([key, at]);
      expect(sortByKey([...rows.values()]).map(([key]) => key)).toEqual(list.toSorted());
    }),
    { seed: 5 },
  );
});

test("the highest stay, of equals the first by key", () => {
  fc.assert(
    fc.property(
      keys,
      fc.array(fc.nat(3), { minLength: 40, maxLength: 40 }),
      fc.integer({ min: 1, max: 40 }),
      (list, ranks, max) => {
        const map = new Map(list.map((key, at) => [key, ranks[at] as number]));
        const ranked = [...map].sort(([one, rank], [other, otherRank]) => otherRank - rank || (one < other ? -1 : 1));
        keepHighest(map, max, (rank) => rank);
        expect([...map.keys()].toSorted()).toEqual(
          ranked
            .slice(0, max)
            .map(([key]) => key)
            .toSorted(),
        );
      },
    ),
    { seed: 5 },
  );
});
