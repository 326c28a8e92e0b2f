/** Which finding the lists make of a conversation with a listed address. One a conversation, the user's own lists apart. */

import type { Flow } from "../event-flow.ts";
import type { FindingType } from "../finding-types.ts";
import type { Category } from "../intel/categories.ts";
import type { ListMatch } from "../intel/tables.ts";
import { TCP } from "../net/protocols.ts";

/** RFC 9293, 3.5: whoever opened a connection that came about has sent a SYN, an ACK and data or a FIN. */
const OPENER_PACKETS_MIN = 3;

type PeerRule = {
  readonly category: Category;
  readonly type: FindingType;
  /** Whether the conversation is what the type speaks of. */
  readonly holds: (flow: Flow) => boolean;
};

/** First rule that holds tells; the order is that of what each is worth knowing. Reasons: docs/intel.md. */
const PEER_RULES: readonly PeerRule[] = [
  { category: "command-and-control", type: "Backdoor:EC2/C&CActivity.B", holds: talks },
  { category: "drop-point", type: "Trojan:EC2/DropPoint", holds: isOurs },
  {
    category: "cryptocurrency",
    type: "CryptoCurrency:EC2/BitcoinTool.B",
    holds: (flow) => talks(flow) && isOurs(flow),
  },
  { category: "blackhole", type: "Trojan:EC2/BlackholeTraffic", holds: isOurs },
];

export type PeerVerdict = { readonly type: FindingType; readonly category: Category };

export function peerVerdict(flow: Flow): PeerVerdict | null {
  const matches = flow.remote?.matches ?? [];
  if (matches.length === 0) return null;
  return PEER_RULES.find(({ category, holds }) => isListed(matches, category) && holds(flow)) ?? null;
}

/** Ten detectors ask the same of each batch. */
const listed = new WeakMap<readonly Flow[], readonly Flow[]>();

/** The flows whose remote address is on some list: of most batches none. */
export function listedFlows(flows: readonly Flow[]): readonly Flow[] {
  const known = listed.get(flows);
  if (known !== undefined) return known;
  const found = flows.filter(({ remote }) => remote !== null && remote.matches.length > 0);
  listed.set(flows, found);
  return found;
}

export function isListed(matches: readonly ListMatch[], category: Category): boolean {
  return matches.some((match) => match.category === category);
}

/** Whether anything went through: what a security group, ACL or block of public access refused did not. */
export function isAccepted({ action, packetsIn, packetsOut }: Flow): boolean {
  return action !== "REJECT" && packetsIn + packetsOut > 0;
}

/** Whether the host opened it, as far as the log shows; where it does not, the host must at least have sent something. */
function isOurs({ initiator, packetsOut }: Flow): boolean {
  return initiator === "local" || (initiator === "unknown" && packetsOut > 0);
}

/** Traffic of our opening, or a connection of the peer's that came about: a scan that met a closed port is none. */
function talks(flow: Flow): boolean {
  return isAccepted(flow) && (isOurs(flow) || isAnswered(flow));
}

/** Opened by the peer and answered by the host with more than a refusal. */
export function isAnswered({ protocol, packetsIn, packetsOut }: Flow): boolean {
  return packetsOut > 0 && packetsIn >= (protocol === TCP ? OPENER_PACKETS_MIN : 1);
}
