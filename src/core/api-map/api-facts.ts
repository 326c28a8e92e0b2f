/** CloudTrail's event source and event name → what the call is to an attacker. Judged by hand where listed, else by its verb. */

import { apiNameOf } from "../api-name.ts";
import { REMEMBERED_NAMES_MAX } from "../limits.ts";
import { remember } from "../remember.ts";
import { factsByVerb } from "./by-verb.ts";
import { CURATED } from "./curated.ts";
import type { ApiFacts } from "./facts.ts";

/** "iam.amazonaws.com" (or "iam"), "CreateAccessKey" → Persistence, write, tier 3. Names are the caller's text: any is answered. */
export const apiFacts: (service: string, api: string) => ApiFacts = remember((service, api) => {
  const name = apiNameOf(service, api);
  const colon = name.indexOf(":");
  return CURATED.get(name) ?? factsByVerb(name.slice(0, colon), name.slice(colon + 1));
}, REMEMBERED_NAMES_MAX);
