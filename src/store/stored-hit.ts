/** The latest Hit of a finding as stored JSON, checked when it is read back. */

import { z } from "zod";
import type { Hit } from "../core/finding.ts";
import { type FindingType, isFindingType } from "../core/finding-types.ts";
import { isObject, type JsonObject } from "../core/json.ts";

const jsonObject = z.custom<JsonObject>(isObject, "not an object");

const hitSchema = z.object({
  type: z.custom<FindingType>((value) => typeof value === "string" && isFindingType(value), "not a finding type"),
  severity: z.number(),
  accountId: z.string(),
  region: z.string(),
  timeMs: z.number(),
  eventId: z.string(),
  subject: z.array(z.string()),
  title: z.string(),
  description: z.string(),
  resourceRole: z.enum(["ACTOR", "TARGET"]),
  resource: jsonObject,
  action: jsonObject,
  additionalInfo: jsonObject,
  detection: jsonObject.exactOptional(),
});

export function writeHit(hit: Hit): string {
  return JSON.stringify(hit);
}

export function readHit(text: string): Hit {
  return hitSchema.parse(JSON.parse(text));
}
