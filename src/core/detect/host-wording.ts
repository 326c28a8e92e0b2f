/** How findings speak of a host and its peers. Names come from logs and are cut and cleaned here. */

import type { Flow } from "../event-flow.ts";
import { cleanText } from "../findings/clean-text.ts";
import type { HostBatch } from "../group/host-batch.ts";
import { ipText } from "../net/ip.ts";
import { portName, protocolName } from "../net/protocols.ts";
import type { HostProfile } from "../profile/host-profile.ts";
import { quoted } from "./wording.ts";

/** Ids, Regions and addresses are short; a longer one is not what it says. */
const CODE_CHARS_MAX = 80;

/** `instance i-0123456789abcdef0`, `host eni-0123456789abcdef0`. */
export function hostWords({ facts, host }: HostBatch): string {
  return facts.instanceId === null
    ? `host ${cleanText(host, CODE_CHARS_MAX)}`
    : `instance ${cleanText(facts.instanceId, CODE_CHARS_MAX)}`;
}

/** `in eu-west-1 of account 111122223333`. */
export function hostPlace({ region, accountId }: HostBatch): string {
  return `in ${cleanText(region, CODE_CHARS_MAX)} of account ${cleanText(accountId, CODE_CHARS_MAX)}`;
}

/** `198.51.100.7`, with the name that the host looked it up by where it is known. */
export function peerText({ answered }: HostProfile, flow: Flow): string {
  const address = ipText(flow.remoteIp);
  const name = answered.get(address)?.[0];
  return name === undefined ? address : `${address} (looked up as ${quoted(name)})`;
}

/** `TCP port 22 (SSH)`. */
export function portText(protocol: number | null, port: number): string {
  const name = portName(port);
  return `${protocolName(protocol)} port ${port}${name === "Unknown" ? "" : ` (${name})`}`;
}

/** `400,000`: the same on every machine. */
export function count(amount: number): string {
  return String(Math.round(amount)).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `132 KB`, in powers of ten. */
export function bytesText(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(1)} MB`;
  return bytes >= 1e3 ? `${Math.round(bytes / 1e3)} KB` : `${Math.round(bytes)} bytes`;
}
