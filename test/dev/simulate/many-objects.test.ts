/** Goal: many small objects under one prefix are each read and counted once, on their way through everything. */

import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { LIST_PAGE_KEYS } from "../../../src/core/limits.ts";
import type { ManyObjects } from "../../../dev/simulate/many-objects.ts";

const COMMAND = `${import.meta.dirname}/../../../dev/simulate/many-objects.ts`;
const OBJECTS = 20_000;
/** It takes a minute of processor time; other work may share the processor. */
const MINUTES_MAX = 6;

test(
  "20,000 objects of one prefix: one row, one message, one reading and one count each, under overlapping ticks",
  () => {
    const options = ["--disable-warning=ExperimentalWarning", COMMAND, String(OBJECTS)];
    const { stdout, stderr } = spawnSync(process.execPath, options, { encoding: "utf8" });
    expect(stderr).toBe("");
    const seen = JSON.parse(stdout) as ManyObjects;
    expect(seen).toMatchObject({
      rows: OBJECTS,
      states: { done: OBJECTS },
      records: OBJECTS,
      sentKeys: OBJECTS,
      sent: OBJECTS,
      calls: OBJECTS,
    });
    // Read once for each delivery, and counted once all the same.
    expect(seen.repeated).toBeGreaterThan(100);
    expect(seen.gets).toBe(OBJECTS + seen.repeated);
    expect(Math.max(...seen.pages)).toBe(LIST_PAGE_KEYS);
    expect(seen.pages.filter((keys) => keys === LIST_PAGE_KEYS).length).toBeGreaterThanOrEqual(
      OBJECTS / LIST_PAGE_KEYS,
    );
  },
  MINUTES_MAX * 60_000,
);
