/** Synthetic CloudTrail records: ordinary calls, a few that detectors tell of, and some that no reader should count. */

import type { Random } from "./random.ts";

export type Place = { readonly accountId: string; readonly region: string };
export type MadeRecord = {
  readonly text: string;
  /** Null: not to be counted (bad, or of another category). */
  readonly counted: { readonly id: string; readonly principal: string } | null;
};

const CALLS = [
  ["ec2.amazonaws.com", "DescribeInstances"],
  ["s3.amazonaws.com", "ListBuckets"],
  ["iam.amazonaws.com", "GetUser"],
  ["sts.amazonaws.com", "GetCallerIdentity"],
  ["kms.amazonaws.com", "Decrypt"],
  ["lambda.amazonaws.com", "ListFunctions"],
] as const;

const KALI = "aws-cli/1.22.34 Python/3.9.11 Linux/5.15.0-kali3-amd64 botocore/1.23.34";

export function userArn(accountId: string, name: string): string {
  return `arn:aws:iam::${accountId}:user/${name}`;
}

/** One call by the user. About one in thirty is told of. */
export function makeRecord(random: Random, { accountId, region }: Place, user: string, timeMs: number): MadeRecord {
  const [source, name] = random.pick(CALLS);
  const arn = userArn(accountId, user);
  const id = `${random.word(8)}-${random.word(12)}`;
  const record = {
    eventVersion: "1.11",
    userIdentity: {
      type: "IAMUser",
      arn,
      accountId,
      userName: user,
      principalId: `AIDA${user}`,
      accessKeyId: "AKIAEXAMPLE",
    },
    eventTime: new Date(Math.floor(timeMs / 1000) * 1000).toISOString().replace(".000", ""),
    eventSource: source,
    eventName: name,
    awsRegion: region,
    sourceIPAddress: `198.51.100.${random.below(20)}`,
    userAgent: random.chance(0.01) ? KALI : "aws-cli/2.30.0",
    requestParameters: null,
    responseElements: null,
    eventID: id,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: accountId,
    eventCategory: "Management",
    ...(random.chance(0.02)
      ? {
          eventSource: "cloudtrail.amazonaws.com",
          eventName: "StopLogging",
          requestParameters: { name: random.pick(["main", "other"]) },
        }
      : {}),
  };
  return { text: JSON.stringify(record), counted: { id, principal: arn } };
}

/** What lies among records and is none, or is of a category that is left aside. */
export function makeOther(random: Random, place: Place, user: string, timeMs: number): MadeRecord {
  const { text } = makeRecord(random, place, user, timeMs);
  const change = random.pick([
    () => "null",
    () => text.replace('"eventName"', '"eventname"'),
    () => text.replace('"Management"', '"Data"'),
    () => text.replace(/"eventTime":"[^"]*"/, '"eventTime":"yesterday"'),
    () => text.replace('"userIdentity":{', '"userIdentity":{"x":1e400,"__proto__":{"a":'.concat('"\\u0000"},')),
  ]);
  const changed = change();
  // The last change leaves a record that is one.
  const counts = changed.includes("__proto__");
  const id = /"eventID":"([^"]*)"/.exec(changed)?.[1] ?? "";
  return { text: changed, counted: counts ? { id, principal: userArn(place.accountId, user) } : null };
}
