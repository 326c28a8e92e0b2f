/** Small seeded streams of calls: people and programs with habits, over weeks. */

import { cloudOfNetwork } from "../../../src/core/enrich/cloud-networks.ts";
import type { CallerFacts } from "../../../src/core/enrich/facts.ts";
import type { ApiCall, Identity } from "../../../src/core/event.ts";
import { isGlobalService } from "../../../src/core/sources/cloudtrail/global-services.ts";
import { apiCall, identity } from "../detect/api-call.ts";
import { seeded } from "../net/seeded.ts";

export const DAY_MS = 86_400_000;
export const START = Date.UTC(2026, 2, 2);
export const ACCOUNT = "111122223333";

export function callerFacts(asn: number, country: string, asnOrg = `AS${asn} Example`): CallerFacts {
  return {
    asn,
    asnOrg,
    country,
    city: null,
    location: null,
    cloud: cloudOfNetwork(asn),
    matches: [],
    trustedBy: [],
    keyMatches: [],
  };
}

export function user(name: string, override: Partial<Identity> = {}): Identity {
  const arn = `arn:aws:iam::${ACCOUNT}:user/${name}`;
  return identity({ principal: arn, userName: name, arn, accessKeyId: `AKIA${name.toUpperCase()}`, ...override });
}

export type Place = { readonly ip: string; readonly facts: CallerFacts | null };
export const OFFICE: Place = { ip: "198.51.100.10", facts: callerFacts(64500, "DE") };
export const ABROAD: Place = { ip: "203.0.113.66", facts: callerFacts(64666, "KP") };

let serial = 0;

/** "iam:CreateUser" by somebody, somewhere, at a time. */
export function deed(
  who: Identity,
  name: string,
  timeMs: number,
  place: Place = OFFICE,
  override: Partial<ApiCall> = {},
): ApiCall {
  const [service = "", api = ""] = name.split(":");
  const source = `${service}.amazonaws.com`;
  const isGlobal = isGlobalService(source, "us-east-1");
  const region = isGlobal ? "us-east-1" : "eu-west-1";
  return apiCall({
    id: `event-${serial++}`,
    timeMs,
    service: source,
    api,
    region,
    global: isGlobal,
    identity: who,
    sourceIp: place.ip,
    caller: place.facts,
    ...override,
  });
}

const READS = [
  "ec2:DescribeInstances",
  "s3:ListBuckets",
  "iam:ListUsers",
  "logs:DescribeLogGroups",
  "ecs:ListServices",
];
const WRITES = ["ec2:CreateTags", "ecs:UpdateService", "logs:PutRetentionPolicy", "s3:PutBucketTagging"];

/** `days` weekdays and weekends alike: each of `people` makes some 20 calls in its office hours. In event-time order. */
export function usualDays(people: readonly Identity[], days: number, seed = 1, from = START): ApiCall[] {
  const random = seeded(seed);
  const calls: ApiCall[] = [];
  for (let day = 0; day < days; day++) {
    for (const who of people) {
      for (let call = 0; call < 20; call++) {
        const timeMs = from + day * DAY_MS + Math.floor((8 + random() * 9) * 3_600_000);
        const names = random() < 0.8 ? READS : WRITES;
        calls.push(deed(who, names[Math.floor(random() * names.length)] as string, timeMs));
      }
    }
  }
  return calls.sort((one, other) => one.timeMs - other.timeMs || (one.id < other.id ? -1 : 1));
}

export const PEOPLE = ["alice", "bob", "carol", "dave"].map((name) => user(name));
