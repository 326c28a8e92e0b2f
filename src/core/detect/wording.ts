/** How findings speak of a call: who, where, from where. Names come from the log and are cut and cleaned here. */

import type { ApiCall, Identity } from "../event.ts";
import { cleanText } from "../findings/clean-text.ts";

/** A name from the log, in double quotes that it cannot close itself. At most NAME_CHARS_MAX characters inside. */
export function quoted(name: string): string {
  return `"${cleanText(name).replaceAll('"', "'")}"`;
}

/** `IAM user "alice"`, `role "admin" (session "deploy")`, `the root user`. */
export function who(call: ApiCall): string {
  const { identity } = call;
  return identity.sessionName === null
    ? named(identity)
    : `${named(identity)} (session ${quoted(identity.sessionName)})`;
}

function named(identity: Identity): string {
  const name = quoted(identity.userName);
  switch (identity.type) {
    case "Root":
      return "the root user";
    case "IAMUser":
      return `IAM user ${name}`;
    case "AssumedRole":
    case "Role":
      return `role ${name}`;
    case "FederatedUser":
      return `federated user ${name}`;
    case "IdentityCenterUser":
      return `Identity Center user ${name}`;
    case "SAMLUser":
      return `SAML user ${name}`;
    case "WebIdentityUser":
      return `web identity user ${name}`;
    case "Directory":
      return `directory user ${name}`;
    case "AWSAccount":
      return `AWS account ${name}`;
    case "AWSService":
      return `AWS service ${name}`;
    case "Unknown":
    case "None":
      return `caller ${name}`;
  }
}

/** Regions, account ids and addresses are short; a longer one is not what it says. */
const CODE_CHARS_MAX = 48;

/** `in eu-west-1 of account 111122223333`. */
export function where(call: ApiCall): string {
  return `in ${cleanText(call.region, CODE_CHARS_MAX)} of account ${cleanText(call.accountId, CODE_CHARS_MAX)}`;
}

/** `from 198.51.100.7`, `from "cloudformation.amazonaws.com"`, `from an unknown address`. */
export function from(call: ApiCall): string {
  if (call.sourceIp !== null) return `from ${cleanText(call.sourceIp, CODE_CHARS_MAX)}`;
  return call.sourceDomain === null ? "from an unknown address" : `from ${quoted(call.sourceDomain)}`;
}

/** First letter in upper case. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
