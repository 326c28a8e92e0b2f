/**
 * What an API that nobody judged by hand is for, told by its verb, its object and its service. AWS adds some hundreds of
 * APIs a year and names them alike: "get, describe, list" is Discovery and "delete, update, put" Impact in GuardDuty's
 * own description of its AnomalousBehavior findings.
 */

import { accessOf, verbOf } from "./access.ts";
import type { ApiFacts, RiskTier, Tactic } from "./facts.ts";

const set = (names: string): ReadonlySet<string> => new Set(names.split(" "));

/** Services whose job is to watch or to guard: what takes from them blinds the owner. */
const GUARDS = set(
  "access-analyzer auditmanager cloudtrail cloudtrail-data config detective fms guardduty inspector inspector2 logs " +
    "macie2 monitoring network-firewall observabilityadmin route53resolver security-ir securityhub securitylake shield " +
    "waf waf-regional wafv2 oam",
);
/** Services that say who may do what. */
const IDENTITY = set(
  "iam sso sso-directory identitystore organizations rolesanywhere verifiedpermissions ds lakeformation ram",
);

const TAKING = set("Delete Disable Stop Disassociate Deregister Remove Detach Deactivate Archive Suspend Cancel Leave");
const MAKING = set(
  "Create Import Register Add Upload Enable Associate Attach Activate Allocate Request Copy Share Invite Accept",
);
const CHANGING = set("Update Put Modify Set Change Replace Reset Restore Rotate Edit Apply Configure Move Merge");
const ENDING = set("Terminate Purge Revoke Reboot Release Close Reject Delete Disable Remove Detach Stop");
const COPYING = set("Create Copy Export Restore Start Convert Publish Send");
const GRANTING = set("Grant Authorize Permit Allow");

/** Copies of data: made, restored, sent elsewhere. */
const DATA_COPY = /Snapshot|Backup|Export|ReadReplica|RecoveryPoint/;
const OF_ACCESS = /Policy|Permission|Access(?!Log)|Grant|Membership|Credential|ApiKey|AccessKey|Token$/;
const TAGS = /^(?:Untag|Tag)|Tags?(?:$|To|From)/;

export function factsByVerb(service: string, api: string): ApiFacts {
  const verb = verbOf(api);
  const access = accessOf(api);
  if (access === "read") return { tactic: reads(api), access, tier: 0 };
  if (TAGS.test(api)) return { tactic: null, access, tier: 0 };
  const [tactic, tier] = writes(service, verb, api);
  return { tactic, access, tier };
}

/** Roles assumed and data decrypted count as reading for CloudTrail, and discover nothing. */
function reads(api: string): Tactic | null {
  return /^(?:Assume|Decrypt|Encrypt|Generate|ReEncrypt|Sign|Verify|Invoke|Converse)/.test(api) ? null : "Discovery";
}

function writes(service: string, verb: string, api: string): readonly [Tactic | null, RiskTier] {
  if (GUARDS.has(service) && TAKING.has(verb)) return ["DefenseEvasion", 2];
  if (GUARDS.has(service) && CHANGING.has(verb)) return ["DefenseEvasion", 1];
  if (IDENTITY.has(service)) return ofIdentity(verb, api);
  if (DATA_COPY.test(api) && ENDING.has(verb)) return ["Impact", 2];
  if (DATA_COPY.test(api) && COPYING.has(verb)) return ["Exfiltration", 1];
  if (GRANTING.has(verb)) return ["Persistence", 2];
  if (MAKING.has(verb)) return ["Persistence", OF_ACCESS.test(api) ? 2 : 1];
  if (CHANGING.has(verb)) return ["Impact", OF_ACCESS.test(api) ? 2 : 1];
  if (ENDING.has(verb) || TAKING.has(verb)) return ["Impact", 1];
  return [null, 0];
}

function ofIdentity(verb: string, api: string): readonly [Tactic | null, RiskTier] {
  if (TAKING.has(verb) || ENDING.has(verb)) return ["Impact", 1];
  if (GRANTING.has(verb) || ((CHANGING.has(verb) || MAKING.has(verb)) && OF_ACCESS.test(api)))
    return ["PrivilegeEscalation", 2];
  if (MAKING.has(verb)) return ["Persistence", 2];
  return CHANGING.has(verb) ? ["PrivilegeEscalation", 1] : [null, 0];
}
