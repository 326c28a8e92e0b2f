/** Identity ↔ numbers: indices into a table of strings, and two flags. */

import type { CredentialHolder, Identity, IdentityType } from "../event.ts";
import { NONE } from "../column.ts";
import { flag, unflag } from "./logged-call.ts";

/** The first so many numbers of a row are indices; flags stand behind them. */
export const IDENTITY_STRINGS = 11;

/** `text`: the index of a string, NONE for null. */
export function identityRow(identity: Identity, text: (value: string | null) => number): number[] {
  return [
    text(identity.type),
    text(identity.principal),
    text(identity.userName),
    text(identity.principalId),
    text(identity.arn),
    text(identity.accountId),
    text(identity.accessKeyId),
    text(identity.sessionName),
    text(identity.sessionIssuerArn),
    text(identity.invokedBy),
    text(identity.issuedTo),
    flag(identity.mfaAuthenticated),
    flag(identity.assumedRoot),
  ];
}

/** `required`: the string of an index, which must be there. */
export function identityOf(row: readonly number[], required: (index: number | undefined) => string): Identity {
  const optional = (index: number | undefined): string | null => (index === NONE ? null : required(index));
  return {
    // Packed from an Identity.
    type: required(row[0]) as IdentityType,
    principal: required(row[1]),
    userName: required(row[2]),
    principalId: optional(row[3]),
    arn: optional(row[4]),
    accountId: optional(row[5]),
    accessKeyId: optional(row[6]),
    sessionName: optional(row[7]),
    sessionIssuerArn: optional(row[8]),
    mfaAuthenticated: unflag(row[11]),
    invokedBy: optional(row[9]),
    assumedRoot: row[12] === 1,
    issuedTo: optional(row[10]) as CredentialHolder | null,
  };
}
