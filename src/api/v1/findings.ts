/** `/v1/findings`: list, one with its sightings and notices, archive and unarchive. */

import { type Context, Hono } from "hono";
import { z } from "zod";
import { attributionOf } from "../../core/findings/attribution.ts";
import { toGuardDuty } from "../../core/findings/formats/guardduty.ts";
import type { Finding } from "../../core/finding.ts";
import { API_IDS_MAX } from "../../core/limits.ts";
import { isoFromMs } from "../../core/net/time.ts";
import {
  getFinding,
  listFindings,
  setArchived,
  sightingsOfFinding,
  type StoredSighting,
} from "../../store/findings.ts";
import { noticesOf } from "../../store/notices.ts";
import { checkedBody, checkedQuery } from "../checked.ts";
import { readCursor, writeCursor } from "../cursor.ts";
import { ApiError } from "../errors.ts";
import { jsonResponse } from "../json-response.ts";
import { filterOf, findingsQuery } from "./findings-query.ts";
import { noticeJson } from "./notices.ts";

const FINDING_ID = /^[0-9a-f]{32}$/;

const idsBody = z.strictObject({
  ids: z
    .array(z.string().regex(FINDING_ID, "not a finding id of 32 hex digits"), "not a list of finding ids")
    .min(1, "is empty")
    .max(API_IDS_MAX, `holds more than ${API_IDS_MAX} ids`),
});

function sightingJson(sighting: StoredSighting) {
  const { chunkId, count, firstMs, lastMs, severity, eventIds, storedMs } = sighting;
  const times = { eventFirstSeen: isoFromMs(firstMs), eventLastSeen: isoFromMs(lastMs), storedAt: isoFromMs(storedMs) };
  return { chunkId, count, severity, ...times, eventIds };
}

async function list(c: Context, db: D1Database): Promise<Response> {
  const query = checkedQuery(c, findingsQuery);
  const after = query.cursor === undefined ? null : readCursor(query.cursor);
  const page = await listFindings(db, filterOf(query), { limit: query.limit, after });
  const cursor = page.next === null ? null : writeCursor(page.next);
  return jsonResponse({ findings: page.findings.map(toGuardDuty), cursor, ...credit(page.findings) });
}

function credit(findings: readonly Finding[]): { readonly attribution?: string } {
  const attribution = attributionOf(findings);
  return attribution === null ? {} : { attribution };
}

async function one(id: string, db: D1Database): Promise<Response> {
  const finding = FINDING_ID.test(id) ? await getFinding(db, id) : null;
  if (finding === null) throw new ApiError("not_found", "no finding of this id");
  const [sightings, notices] = await Promise.all([sightingsOfFinding(db, id), noticesOf(db, id)]);
  return jsonResponse({
    finding: toGuardDuty(finding),
    sightings: sightings.map(sightingJson),
    notices: notices.map(noticeJson),
    ...credit([finding]),
  });
}

/** Tells which ids are in the state asked for now, and which are unknown. */
async function setState(c: Context, db: D1Database, archived: boolean): Promise<Response> {
  const { ids } = await checkedBody(c, idsBody);
  const known = new Set(await setArchived(db, ids, archived));
  const unknown = [...new Set(ids)].filter((id) => !known.has(id));
  return jsonResponse({ [archived ? "archived" : "unarchived"]: [...known], unknown });
}

export function findingsRoutes({ db }: { readonly db: D1Database }): Hono {
  return new Hono()
    .get("/", (c) => list(c, db))
    .get("/:id", (c) => one(c.req.param("id"), db))
    .post("/archive", (c) => setState(c, db, true))
    .post("/unarchive", (c) => setState(c, db, false));
}
