/** `profiledBehavior` and `unusualBehavior` as GuardDuty fills them: lists in text, of the principal and of the account. */

import type { JsonObject } from "../json.ts";
import { PROFILED_VALUES_MAX } from "../limits.ts";
import type { ProfiledLists } from "../profile/profiled-lists.ts";
import { FEATURE_INDEX, type Feature } from "../profile/features.ts";
import { profiledOf } from "../profile/profiled-lists.ts";
import type { Behaviour } from "./behaviour.ts";
import type { Dimension } from "./surprise.ts";

type Scope = "AccountProfiling" | "UserIdentityProfiling";

/** GuardDuty's name of a list → feature, and whether a principal has one of its own. */
const LISTS: readonly (readonly [string, Feature, boolean])[] = [
  ["APIs", "api", true],
  ["UserTypes", "userType", false],
  ["UserNames", "userName", false],
  ["ASNs", "asn", true],
  ["UserAgents", "userAgent", true],
];

const CLASS_NAMES = { RARE: "rare", INFREQUENT: "infrequent", FREQUENT: "frequent" } as const;
type ProfiledClass = keyof typeof CLASS_NAMES;

export function profiledBehavior({ profile, day, account, run }: Behaviour): JsonObject {
  const own = profiledOf(profile, day);
  const dimensions = dimensionsOf(run);
  const fields: [string, string][] = [];
  for (const [name, feature, ofPrincipal] of LISTS) {
    const ofAccount = accountLists(account.profiled, feature, dimensions);
    for (const frequency of Object.keys(CLASS_NAMES) as ProfiledClass[]) {
      const prefix = `${CLASS_NAMES[frequency]}Profiled${name}`;
      fields.push([`${prefix}AccountProfiling`, listed(feature, ofAccount[frequency])]);
      if (ofPrincipal) {
        const values = own[FEATURE_INDEX[feature]]?.[frequency] ?? [];
        fields.push([`${prefix}UserIdentityProfiling`, listed(feature, values)]);
      }
    }
  }
  return Object.fromEntries(fields);
}

/** The account's own lists where it sent them, and what it said of the run's values. */
function accountLists(
  profiled: ProfiledLists | null,
  feature: Feature,
  dimensions: readonly Dimension[],
): Readonly<Record<ProfiledClass, readonly string[]>> {
  const known = profiled?.[FEATURE_INDEX[feature]];
  const own = (frequency: ProfiledClass): string[] => {
    const said = dimensions.filter((one) => one.feature === feature && one.accountClass === frequency);
    return [...new Set([...(known?.[frequency] ?? []), ...said.map(({ value }) => value)])];
  };
  return { RARE: own("RARE"), INFREQUENT: own("INFREQUENT"), FREQUENT: own("FREQUENT") };
}

export function unusualBehavior({ run }: Behaviour): JsonObject {
  const dimensions = dimensionsOf(run);
  const fields: [string, string][] = [];
  for (const [name, feature, ofPrincipal] of LISTS) {
    const scopes: readonly Scope[] = ofPrincipal ? ["AccountProfiling", "UserIdentityProfiling"] : ["AccountProfiling"];
    for (const scope of scopes) {
      const unusual = dimensions.filter((one) => one.feature === feature && isUnseen(one, scope));
      fields.push([`unusual${name}${scope}`, listed(feature, [...new Set(unusual.map(({ value }) => value))])]);
    }
  }
  const isUnusual = dimensions.some((one) => one.feature === "userName" && one.accountClass === "UNSEEN");
  return { ...Object.fromEntries(fields), isUnusualUserIdentity: String(isUnusual) };
}

function isUnseen({ accountClass, own }: Dimension, scope: Scope): boolean {
  return scope === "AccountProfiling" ? accountClass === "UNSEEN" : own.class === "UNSEEN";
}

function dimensionsOf({ calls }: Behaviour["run"]): readonly Dimension[] {
  return calls.flatMap(({ surprise }) => surprise.dimensions);
}

function listed(feature: Feature, values: readonly string[]): string {
  return values
    .slice(0, PROFILED_VALUES_MAX)
    .map((value) => shown(feature, value))
    .join(" , ");
}

/** As GuardDuty writes a value: bare API names, "asnNumber: 16509 asnOrg: AMAZON-02", ASSUMED_ROLE. */
export function shown(feature: Feature, value: string): string {
  if (feature === "api") return value.slice(value.indexOf(":") + 1);
  if (feature === "userType")
    return value
      .replace(/([a-z])([A-Z])/g, "$1_$2")
      .toUpperCase()
      .replace("IAMUSER", "IAM_USER");
  if (feature !== "asn") return value;
  const space = value.indexOf(" ");
  return space < 0
    ? `asnNumber: ${value} asnOrg: `
    : `asnNumber: ${value.slice(0, space)} asnOrg: ${value.slice(space + 1)}`;
}
