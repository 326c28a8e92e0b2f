/** Which address of a record is the peer's own, where NAT or a gateway stands between, and which side a gateway saw. */

import { isPrivate } from "../net/ip-special.ts";
import { DIRECTION, SLOT } from "../sources/flow/columns.ts";

/** Whether the row is of a transit gateway, which names a VPC on either side. */
export function isGatewayRow(row: Float64Array): boolean {
  return (row[SLOT.sourceVpc] as number) > 0 || (row[SLOT.targetVpc] as number) > 0;
}

/** Makes the gateway's row one of the VPC that the traffic comes from, or, where none is named, of the one it goes to. */
export function placeInVpc(row: Float64Array): void {
  const fromSource = (row[SLOT.sourceVpc] as number) > 0;
  row[SLOT.vpc] = row[fromSource ? SLOT.sourceVpc : SLOT.targetVpc] as number;
  row[SLOT.subnet] = row[fromSource ? SLOT.sourceSubnet : SLOT.targetSubnet] as number;
  const account = row[fromSource ? SLOT.sourceVpcAccount : SLOT.targetVpcAccount] as number;
  if (account > 0) row[SLOT.account] = account;
  row[SLOT.direction] = fromSource ? DIRECTION.egress : DIRECTION.ingress;
}

/**
 * Sets the remote address to the packet's (`pkt-srcaddr`, `pkt-dstaddr`) where the log has one; the local address stays
 * the interface's.
 */
export function usePacketAddresses(row: Float64Array): void {
  const packetSource = row[SLOT.packetSource] as number;
  const packetTarget = row[SLOT.packetTarget] as number;
  const sourceDiffers = packetSource >= 0 && packetSource !== row[SLOT.source];
  const targetDiffers = packetTarget >= 0 && packetTarget !== row[SLOT.target];
  if (!sourceDiffers && !targetDiffers) return;
  const remote = remoteSide(row);
  if (remote === SLOT.source && sourceDiffers) row[SLOT.source] = packetSource;
  if (remote === SLOT.target && targetDiffers) row[SLOT.target] = packetTarget;
}

/** By the record's direction, else the public one of the two, else none. */
function remoteSide(row: Float64Array): number {
  const direction = row[SLOT.direction] as number;
  if (direction === DIRECTION.egress) return SLOT.target;
  if (direction === DIRECTION.ingress) return SLOT.source;
  const source = isPrivateHandle(row[SLOT.source] as number);
  return source === isPrivateHandle(row[SLOT.target] as number) ? -1 : source ? SLOT.target : SLOT.source;
}

function isPrivateHandle(handle: number): boolean {
  return handle < 2 ** 32 && isPrivate(handle);
}
