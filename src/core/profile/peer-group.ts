/** Who is alike: principals whose habits stand in for those of a newcomer. */

import { REMEMBERED_NAMES_MAX } from "../limits.ts";
import { remember } from "../remember.ts";

/** IAM Identity Center's roles: AWSReservedSSO_<permission set>_<16 hex digits>. */
const PERMISSION_SET = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/;
/** What tools append to make a name unique: runs of digits, hex of eight and more, CloudFormation's upper-case suffix. */
const SERIAL = /[-_.](?:[0-9]+|[0-9a-f]{8,}|[A-Z0-9]{10,})(?=$|[-_.])/g;

/**
 * "AssumedRole worker" for the roles worker-1, worker-2 …: sessions of one permission set, roles of one name family,
 * all IAM users together.
 */
export const peerGroupOf: (type: string, userName: string) => string = remember((type, userName) => {
  if (type !== "AssumedRole" && type !== "Role") return type;
  const permissionSet = PERMISSION_SET.exec(userName)?.[1];
  return `AssumedRole ${permissionSet ?? familyOf(userName)}`;
}, REMEMBERED_NAMES_MAX);

function familyOf(roleName: string): string {
  return roleName.replace(SERIAL, "").replace(/[0-9]+$/, "") || roleName;
}
