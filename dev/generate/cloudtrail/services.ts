/** AWS's own hand in every account: scaling, encryption, scans, roles between accounts. */

import { DAY_MS, dayStartMs, HOUR_MS } from "../clock.ts";
import { awsAddress } from "../addresses.ts";
import { type Account, accountAt, type Organization } from "../organization.ts";
import { Random } from "../random.ts";
import type { Emit } from "./call.ts";
import { otherAccount, roleSession, service } from "./identities.ts";
import { bodyOf } from "./requests.ts";

const EVERYDAY: readonly (readonly [string, string, number])[] = [
  ["autoscaling", "ec2:DescribeInstances", 60],
  ["elasticloadbalancing", "ec2:DescribeSubnets", 20],
  ["rds", "kms:Decrypt", 30],
  ["ebs", "kms:GenerateDataKey", 25],
  ["config", "s3:GetBucketAcl", 40],
  ["cloudtrail", "s3:GetBucketAcl", 24],
  ["backup", "rds:CreateDBSnapshot", 2],
  ["ecs", "elasticloadbalancing:RegisterTargets", 15],
];

export function servicesDay(organization: Organization, account: Account, day: number, emit: Emit): void {
  const random = new Random(organization.options.seed, `services ${account.id} ${day}`);
  const region = organization.regions[0] ?? "us-east-1";
  const about = { accountId: account.id, region };
  for (const [name, api, perDay] of EVERYDAY) {
    for (let at = Math.round(random.around(perDay)); at > 0; at--) {
      const host = `${name}.amazonaws.com`;
      const timeMs = dayStartMs(day) + random.below(DAY_MS);
      emit({ ...about, api, timeMs, identity: service(name), ip: host, agent: host, ...bodyOf(api, about, random) });
    }
  }
  crossAccount(organization, account, day, random, emit);
}

/** A monitoring role of the shared account looks into every other account: one deed, a record in each of the two. */
function crossAccount(organization: Organization, account: Account, day: number, random: Random, emit: Emit): void {
  const from = accountAt(organization.accounts, 3);
  if (from.id === account.id) return;
  const region = organization.regions[0] ?? "us-east-1";
  const seed = organization.options.seed;
  const monitorId = new Random(seed, "monitor").id(17);
  const ip = awsAddress(region, new Random(seed, "monitor address"));
  const agent =
    "Boto3/1.39.4 md/Botocore#1.39.4 ua/2.1 os/linux#5.10.240 md/arch#x86_64 lang/python#3.12.4 Botocore/1.39.4";
  for (let hour = 1; hour < 24; hour += 6) {
    const timeMs = dayStartMs(day) + hour * HOUR_MS + random.below(60_000);
    const keyId = random.id(16);
    const arn = `arn:aws:iam::${account.id}:role/monitoring-read`;
    const deed = {
      timeMs,
      region,
      api: "sts:AssumeRole",
      ip,
      agent,
      request: { roleArn: arn, roleSessionName: "collector" },
      response: { credentials: { accessKeyId: `ASIA${keyId}`, expiration: "in one hour" } },
      sharedId: random.uuid(),
      resources: [{ ARN: arn, accountId: account.id, type: "AWS::IAM::Role" }],
    };
    const monitor = roleSession({
      accountId: from.id,
      role: "monitor",
      roleId: monitorId,
      session: "collector",
      keyId: random.id(16),
      sinceMs: timeMs,
    });
    emit({ ...deed, accountId: from.id, identity: monitor });
    emit({ ...deed, accountId: account.id, identity: otherAccount(from.id, `AROA${monitorId}:collector`) });
    const roleId = new Random(seed, `monitoring-read ${account.id}`).id(17);
    const identity = roleSession({
      accountId: account.id,
      role: "monitoring-read",
      roleId,
      session: "collector",
      keyId,
      sinceMs: timeMs,
    });
    for (const api of [
      "ec2:DescribeInstances",
      "rds:DescribeDBInstances",
      "monitoring:GetMetricData",
      "lambda:ListFunctions20150331",
    ]) {
      const about = { accountId: account.id, region };
      emit({
        ...about,
        timeMs: timeMs + random.between(1, 40) * 1_000,
        api,
        identity,
        ip,
        agent,
        ...bodyOf(api, about, random),
      });
    }
  }
}
