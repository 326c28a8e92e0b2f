/** What a principal's history says of one call's place, for detectors that need more than the call. */

import type { ApiCall } from "../event.ts";
import { remoteAccountOf } from "../profile/affiliates.ts";
import { CLASSES, type FrequencyClass, sealDayOf } from "../profile/sealed.ts";
import type { AccountContext, ContextValue } from "../profile/account-context.ts";
import { FEATURE_INDEX, type Feature } from "../profile/features.ts";
import { learningState } from "../profile/learning.ts";
import type { Place } from "../profile/place.ts";
import { type Folded, knownOf, type Profile } from "../profile/profile.ts";

export type CallHistory = {
  /** Other places of the same session, or of the same user's sign-ins. */
  readonly places: readonly Place[];
  /** The principal is no longer learned: where it works from is known. */
  readonly settled: boolean;
  /** The account through which the call came, where that is another: whether it belongs with the principal's. */
  readonly affiliated: boolean;
  /** By the principal's sealed days; null where the call does not tell the feature. */
  readonly ownClass: (feature: Feature) => FrequencyClass | null;
  /** By the account's; null where the account is still learning. */
  readonly accountClass: (feature: Feature) => FrequencyClass | null;
};

export function historyOf(
  profile: Profile,
  account: AccountContext,
  said: ReadonlyMap<number, ContextValue> | undefined,
  call: ApiCall,
  folded: Folded,
  place: Place,
): CallHistory {
  const here = place.from;
  const remote = remoteAccountOf(call);
  return {
    places: profile.places.filter(({ key, from }) => key === place.key && from !== here),
    settled: !learningState(profile, call.timeMs).learning,
    affiliated: remote !== null && account.affiliates?.includes(remote) === true,
    ownClass(feature) {
      const at = FEATURE_INDEX[feature];
      if (at >= profile.tables.length || folded.values[at] == null) return null;
      return knownOf(profile, at, folded, sealDayOf(call.timeMs)).value.class;
    },
    accountClass(feature) {
      if (account.learning.learning) return null;
      const told = said?.get(FEATURE_INDEX[feature]);
      return told === undefined ? "FREQUENT" : (CLASSES[told[2]] as FrequencyClass);
    },
  };
}
