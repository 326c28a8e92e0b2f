/** What is made of a call's fields again and again: a logged call has it at hand. */

import { apiNameOf } from "../api-name.ts";
import type { ApiCall } from "../event.ts";
import { eventHash } from "./event-hash.ts";
import { LoggedCall } from "./logged-call.ts";

/** `apiNameOf` its service and API. */
export function callName(call: ApiCall): string {
  return call instanceof LoggedCall ? call.name : apiNameOf(call.service, call.api);
}

/** `eventHash` of it. */
export function callHash(call: ApiCall): number {
  return call instanceof LoggedCall ? call.hash : eventHash(call);
}
