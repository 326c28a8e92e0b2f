import { expect, test } from "vitest";
import { dropsManagementEvents } from "../../../src/core/detect/event-selectors.ts";
import type { Json, JsonObject } from "../../../src/core/json.ts";

const basic = (...eventSelectors: Json[]): JsonObject => ({ eventSelectors });
const advanced = (...fieldSelectors: Json[]): JsonObject => ({ advancedEventSelectors: [{ fieldSelectors }] });
const MANAGEMENT = { field: "eventCategory", equals: ["Management"] };

test.each<[claim: string, request: JsonObject | null, drops: boolean]>([
  ["no request", null, false],
  ["no selector", {}, false],
  ["empty lists", { eventSelectors: [], advancedEventSelectors: [] }, false],
  ["management events by default", basic({}), false],
  ["none, in text", basic({ includeManagementEvents: "false" }), true],
  ["reads only", basic({ readWriteType: "ReadOnly" }), true],
  ["writes only", basic({ readWriteType: "WriteOnly" }), false],
  ["selectors of the wrong type", basic(null, "x", 3), true],
  ["advanced, all", advanced(MANAGEMENT), false],
  ["advanced, one value without a list", advanced({ field: "eventCategory", equals: "Management" }), false],
  [
    "advanced, some sources left out",
    advanced(MANAGEMENT, { field: "eventSource", notEquals: ["kms.amazonaws.com"] }),
    false,
  ],
  ["advanced, reads only", advanced(MANAGEMENT, { field: "readOnly", equals: ["true"] }), true],
  ["advanced, reads and writes", advanced(MANAGEMENT, { field: "readOnly", equals: ["true", "false"] }), false],
  ["advanced, data", advanced({ field: "eventCategory", equals: ["Data"] }), true],
  ["advanced of the wrong type", advanced("x", { field: 3, equals: {} }), true],
])("%s: drops management events: %s", (_claim, request, drops) => expect(dropsManagementEvents(request)).toBe(drops));
