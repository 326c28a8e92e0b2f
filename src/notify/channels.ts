/** Where news go, as the configuration says. */

import type { Config } from "../env.ts";
import type { Channel } from "../store/findings.ts";

export function channelsOf({ slack }: Config): readonly Channel[] {
  return slack === null ? [] : [{ name: "slack", severityMin: slack.severityMin }];
}
