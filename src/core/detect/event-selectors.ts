/** What a trail still logs of management events after cloudtrail:PutEventSelectors. */

import { arrayField, booleanField, field, isObject, type Json, type JsonObject, stringField } from "../json.ts";

/**
 * Whether the selectors leave no management event that changes something (a write) in the trail's log.
 * False where the request names no selector. Source: CloudTrail API Reference, EventSelector, AdvancedEventSelector.
 */
export function dropsManagementEvents(request: JsonObject | null): boolean {
  const basic = arrayField(request, "eventSelectors");
  const advanced = arrayField(request, "advancedEventSelectors");
  if (basic.length + advanced.length === 0) return false;
  return !basic.some(logsWrites) && !advanced.some(advancedLogsWrites);
}

/** Both fields default to the wide answer: true, and All. */
function logsWrites(selector: Json): boolean {
  if (!isObject(selector) || booleanField(selector, "includeManagementEvents") === false) return false;
  return stringField(selector, "readWriteType") !== "ReadOnly";
}

function advancedLogsWrites(selector: Json): boolean {
  if (!isObject(selector)) return false;
  const fields = arrayField(selector, "fieldSelectors").filter(isObject);
  return fields.some(isManagement) && !fields.some(isReadOnly);
}

function isManagement(selector: JsonObject): boolean {
  return stringField(selector, "field") === "eventCategory" && equals(selector).includes("Management");
}

function isReadOnly(selector: JsonObject): boolean {
  return stringField(selector, "field") === "readOnly" && equals(selector).every((value) => value === "true");
}

function equals(selector: JsonObject): readonly Json[] {
  const value = field(selector, "equals");
  return typeof value === "string" ? [value] : arrayField(selector, "equals");
}
