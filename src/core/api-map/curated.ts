/** The APIs judged by hand, in one table. */

import { CREDENTIAL_ACCESS } from "./credential-access.ts";
import { DEFENSE_EVASION } from "./defense-evasion.ts";
import { DISCOVERY } from "./discovery.ts";
import { EXFILTRATION } from "./exfiltration.ts";
import type { ApiFacts, RiskTier, Tactic, TacticTable } from "./facts.ts";
import { IMPACT } from "./impact.ts";
import { INITIAL_ACCESS } from "./initial-access.ts";
import { accessOf } from "./access.ts";
import { PERSISTENCE } from "./persistence.ts";
import { PRIVILEGE_ESCALATION } from "./privilege-escalation.ts";
import { NO_TACTIC } from "./no-tactic.ts";

type Row = { readonly name: string; readonly facts: ApiFacts };

const TIERS: readonly RiskTier[] = [0, 1, 2, 3];

const ROWS: readonly Row[] = [
  ...rows("CredentialAccess", CREDENTIAL_ACCESS),
  ...rows("DefenseEvasion", DEFENSE_EVASION),
  ...rows("Discovery", DISCOVERY),
  ...rows("Exfiltration", EXFILTRATION),
  ...rows("Impact", IMPACT),
  ...rows("InitialAccess", INITIAL_ACCESS),
  ...rows("Persistence", PERSISTENCE),
  ...rows("PrivilegeEscalation", PRIVILEGE_ESCALATION),
  ...rows(null, NO_TACTIC),
];

/** Keys as `apiNameOf` makes them: "iam:CreateAccessKey". */
export const CURATED: ReadonlyMap<string, ApiFacts> = new Map(ROWS.map(({ name, facts }) => [name, facts]));

/** Every name in the tables, one that stands in two of them twice. */
export function curatedNames(): string[] {
  return ROWS.map(({ name }) => name);
}

function rows(tactic: Tactic | null, table: TacticTable): Row[] {
  return TIERS.flatMap((tier) =>
    Object.entries(table[tier] ?? {}).flatMap(([service, names]) =>
      names.split(" ").map((api) => ({ name: `${service}:${api}`, facts: { tactic, access: accessOf(api), tier } })),
    ),
  );
}
