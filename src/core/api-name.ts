/** The name by which calls are looked up: short service and API without its date. */

import { REMEMBERED_NAMES_MAX } from "./limits.ts";
import { remember } from "./remember.ts";

const AWS_SUFFIX = ".amazonaws.com";
/** Lambda names carry their API's date: CreateFunction20150331, AddPermission20150331v2. */
const DATED = /20\d{6}(?:v\d+)?$/;

/** "cloudtrail.amazonaws.com", "StopLogging" → "cloudtrail:StopLogging". */
export const apiNameOf: (service: string, api: string) => string = remember((service, api) => {
  const short = service.endsWith(AWS_SUFFIX) ? service.slice(0, -AWS_SUFFIX.length) : service;
  return `${short}:${short === "lambda" ? api.replace(DATED, "") : api}`;
}, REMEMBERED_NAMES_MAX);
