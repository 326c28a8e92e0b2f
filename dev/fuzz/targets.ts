/** All targets. */

import type { Target } from "./target.ts";
import { cloudtrail, cloudtrailText } from "./targets/cloudtrail.ts";
import { dns } from "./targets/dns.ts";
import { flow } from "./targets/flow.ts";
import { inflating } from "./targets/inflate.ts";
import { list, plainList } from "./targets/lists.ts";
import { digest, notification, policy, sns } from "./targets/messages.ts";
import { logKey, s3List } from "./targets/names.ts";
import { parquet } from "./targets/parquet.ts";
import { api, sigv4, slack } from "./targets/requests.ts";

export const TARGETS: readonly Target[] = [
  cloudtrail,
  cloudtrailText,
  flow,
  dns,
  inflating,
  parquet,
  logKey,
  s3List,
  digest,
  notification,
  sns,
  policy,
  list,
  plainList,
  api,
  sigv4,
  slack,
];
