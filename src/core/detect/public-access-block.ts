/** S3 Block Public Access as a call sets it. */

import type { ApiCall } from "../event.ts";
import { booleanField, objectField } from "../json.ts";

/** `blockPublicAccess` in GuardDuty's keys. */
export type PublicAccessBlock = {
  readonly blockPublicAcls: boolean;
  readonly ignorePublicAcls: boolean;
  readonly blockPublicPolicy: boolean;
  readonly restrictPublicBuckets: boolean;
};

const ALL_OFF: PublicAccessBlock = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: false,
};

/**
 * The settings after a call that succeeded and left at least one of the four off; null otherwise, and where the
 * record holds no settings. A call replaces all four, and one that is not named is off.
 * Source: S3 API Reference, PutPublicAccessBlock.
 */
export function blockLowered(call: ApiCall): PublicAccessBlock | null {
  if (call.error !== null) return null;
  if (call.api.startsWith("Delete")) return ALL_OFF;
  const config = objectField(call.request, "PublicAccessBlockConfiguration");
  if (config === null) return null;
  const block: PublicAccessBlock = {
    blockPublicAcls: booleanField(config, "BlockPublicAcls") === true,
    ignorePublicAcls: booleanField(config, "IgnorePublicAcls") === true,
    blockPublicPolicy: booleanField(config, "BlockPublicPolicy") === true,
    restrictPublicBuckets: booleanField(config, "RestrictPublicBuckets") === true,
  };
  return Object.values(block).every(Boolean) ? null : block;
}

/** `BlockPublicAcls and BlockPublicPolicy`: the settings that are off. */
export function namesOff(block: PublicAccessBlock): string {
  const off = Object.entries(block).filter(([, isOn]) => !isOn);
  return off.map(([name]) => name.charAt(0).toUpperCase() + name.slice(1)).join(", ");
}
