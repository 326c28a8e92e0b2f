/** `Principal` and `NotPrincipal` of an Allow statement → whom it lets in. */

import { field, isObject, type Json, type JsonObject } from "../../json.ts";
import type { Audience } from "./exposure.ts";
import { textsOf } from "./values.ts";

/**
 * In a bucket policy "*" and {"AWS":"*"} both mean everyone, with or without credentials.
 * `NotPrincipal` with Allow lets in all but those named, and so everyone else on the internet.
 * Source: IAM User Guide, "AWS JSON policy elements: Principal", "NotPrincipal".
 */
export function principalAudience(statement: JsonObject): Audience {
  const principal = field(statement, "Principal");
  if (principal !== undefined) return namesEveryone(principal) ? "anyone" : "fixed";
  const others = field(statement, "NotPrincipal");
  if (others === undefined) return "fixed";
  return namesEveryone(others) ? "fixed" : "anyone";
}

/** Only AWS principals may be "*"; a service, a provider or a canonical user is always a certain one. */
function namesEveryone(principal: Json): boolean {
  return textsOf(isObject(principal) ? field(principal, "AWS") : principal).includes("*");
}
