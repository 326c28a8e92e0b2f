/** What an AWS API means to an attacker: the tactic it serves, whether it changes anything, how much is at stake. */

/** ATT&CK's name of the tactic, as GuardDuty writes it in its AnomalousBehavior finding types. */
export const TACTICS = [
  "CredentialAccess",
  "DefenseEvasion",
  "Discovery",
  "Exfiltration",
  "Impact",
  "InitialAccess",
  "Persistence",
  "PrivilegeEscalation",
] as const;
export type Tactic = (typeof TACTICS)[number];

/**
 * 0: routine, says nothing alone. 1: worth noting when new to the caller. 2: sensitive, seldom outside administration or
 * deployment. 3: hands over secrets, power or data, or blinds or destroys; seldom by anyone.
 */
export type RiskTier = 0 | 1 | 2 | 3;

export type ApiFacts = {
  /** Null where the API serves none of GuardDuty's tactics: tagging, running what exists, service traffic. */
  readonly tactic: Tactic | null;
  readonly access: "read" | "write";
  readonly tier: RiskTier;
};

/** Names of APIs, separated by spaces, by short service name ("iam") and tier. Dated Lambda names without their date. */
export type TacticTable = { readonly [Tier in RiskTier]?: Readonly<Record<string, string>> };
