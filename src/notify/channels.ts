/** Which channels are told of new findings. */

import type { Config } from "../env.ts";
import type { ChannelRule } from "../store/findings.ts";

export function channelsOf(config: Config): readonly ChannelRule[] {
  if (config.SLACK_WEBHOOK_URL === undefined) return [];
  return [{ channel: "slack", severityMin: config.SLACK_MIN_SEVERITY }];
}
