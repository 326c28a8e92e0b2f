/** Who opened a connection, told from one flow log record. The rule in prose: docs/flow-logs.md. */

/** The initiator is the source of the record, its target, or either (symmetric or unknown). */
export const ROLE = { source: 1, target: 2 } as const;

/** How it is known, strongest first; `guess` is the lower of two ports of the same class. */
export const BASIS = { none: 0, guess: 1, reject: 2, ports: 3, flags: 4 } as const;

const SYN = 2;
const ACK = 16;
const TCP = 6;
const WELL_KNOWN_MAX = 1023;
/** Linux picks from 32768 up, IANA's own dynamic range starts at 49152. */
const EPHEMERAL_MIN = 32_768;

/** role × 8 + basis: two small numbers in one, on the hot path. Ports and flags are -1 where absent. */
export function initiatorOf(
  sourcePort: number,
  targetPort: number,
  protocol: number,
  flags: number,
  rejected: boolean,
): number {
  if (flags > 0 && protocol === TCP && (flags & SYN) !== 0) {
    return (flags & ACK) === 0 ? ROLE.source * 8 + BASIS.flags : ROLE.target * 8 + BASIS.flags;
  }
  const source = portClass(sourcePort);
  const target = portClass(targetPort);
  if (source !== target) return (source > target ? ROLE.source : ROLE.target) * 8 + BASIS.ports;
  if (rejected) return ROLE.source * 8 + BASIS.reject;
  if (sourcePort === targetPort) return BASIS.none;
  return (sourcePort > targetPort ? ROLE.source : ROLE.target) * 8 + BASIS.guess;
}

/** 0 well known, 1 registered, 2 ephemeral; servers have the lower class. */
function portClass(port: number): number {
  if (port <= WELL_KNOWN_MAX) return 0;
  return port < EPHEMERAL_MIN ? 1 : 2;
}
