/** A source of CloudTrail logs, of which a test sets the fields that it is about. */

import type { Source } from "../../src/store/sources.ts";

export function aSource(override: Partial<Source> = {}): Source {
  return {
    id: "source-1",
    bucket: "logs",
    region: "eu-west-1",
    prefix: "",
    kind: "cloudtrail",
    accountId: null,
    roleArn: null,
    externalId: null,
    sinceMs: 0,
    enabled: true,
    createdMs: 0,
    discoveredMs: 0,
    discoveryProblem: null,
    backfillSinceMs: null,
    ...override,
  };
}
