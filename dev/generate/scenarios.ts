/** Every attack that can be played, one for each finding type. */

import { ANOMALOUS } from "./cloudtrail/scenarios/anomalous.ts";
import { CARRIED_OFF } from "./cloudtrail/scenarios/carried-off.ts";
import { LISTED_CALLERS } from "./cloudtrail/scenarios/listed-callers.ts";
import { SEQUENCES } from "./cloudtrail/scenarios/sequence.ts";
import { SESSIONS } from "./cloudtrail/scenarios/sessions.ts";
import { SETTINGS } from "./cloudtrail/scenarios/settings.ts";
import { FLOODS } from "./hosts/scenarios/floods.ts";
import { GROUPS } from "./hosts/scenarios/group.ts";
import { LISTED_PEERS } from "./hosts/scenarios/listed-peers.ts";
import { NAMES } from "./hosts/scenarios/names.ts";
import { SCANS } from "./hosts/scenarios/scans.ts";
import { UNUSUAL } from "./hosts/scenarios/unusual.ts";
import type { Scenario } from "./stage.ts";

export const SCENARIOS: readonly Scenario[] = [
  ...ANOMALOUS,
  ...LISTED_CALLERS,
  ...SETTINGS,
  ...SESSIONS,
  ...CARRIED_OFF,
  ...SEQUENCES,
  ...FLOODS,
  ...LISTED_PEERS,
  ...SCANS,
  ...UNUSUAL,
  ...NAMES,
  ...GROUPS,
];
