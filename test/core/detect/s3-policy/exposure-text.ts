/** An exposure in words, for tables: "anyone read+write, accounts read, deny" or "none". */

import type { Access, Exposure } from "../../../../src/core/detect/s3-policy/exposure.ts";

export function exposureText({ anonymous, authenticated, denies }: Exposure): string {
  const parts = [group("anyone", anonymous), group("accounts", authenticated), denies ? "deny" : ""];
  return parts.filter((part) => part !== "").join(", ") || "none";
}

function group(name: string, access: Access): string {
  const verbs = [access.read ? "read" : "", access.write ? "write" : ""].filter((verb) => verb !== "").join("+");
  return verbs === "" ? "" : `${name} ${verbs}`;
}
