/** Programs and pipelines: roles of instances, functions and containers, and of continuous delivery. */

import { DAY_MS, dayStartMs, HOUR_MS, weekday } from "../clock.ts";
import type { Pipeline, Workload } from "../organization.ts";
import { Random } from "../random.ts";
import { machineOf } from "../hosts/machines.ts";
import type { Emit } from "./call.ts";
import { roleSession, service } from "./identities.ts";
import { bodyOf } from "./requests.ts";

/** A new session each: instances renew their keys every six hours, functions and tasks when they start. */
const SESSIONS_A_DAY = 4;
const CALLS_A_SESSION = { ec2: 40, lambda: 30, ecs: 45 } as const;

export function sessionNameOf(workload: Workload, random: Random): string {
  if (workload.kind === "ec2") return workload.instanceId;
  return workload.kind === "lambda" ? workload.name : random.hex(32);
}

const TRUSTED = { ec2: "ec2", lambda: "lambda", ecs: "ecs-tasks" } as const;

export function workloadSession(workload: Workload, sessionName: string, keyId: string, sinceMs: number): object {
  const arn = `arn:aws:lambda:${workload.region}:${workload.accountId}:function:${workload.name}`;
  return roleSession({
    accountId: workload.accountId,
    role: `${workload.name}-role`,
    roleId: workload.roleId,
    session: sessionName,
    keyId,
    sinceMs,
    fromInstance: workload.kind === "ec2",
    ...(workload.kind === "lambda"
      ? { inScopeOf: { issuerType: "AWS::Lambda::Function", credentialsIssuedTo: arn } }
      : {}),
  });
}

export function workloadDay(workload: Workload, seed: number, day: number, emit: Emit): void {
  for (let part = 0; part < SESSIONS_A_DAY; part++) {
    const random = new Random(seed, `workload ${workload.name} ${day} ${part}`);
    const startMs = dayStartMs(day) + (part * DAY_MS) / SESSIONS_A_DAY + random.below(HOUR_MS);
    const name = sessionNameOf(workload, random);
    const keyId = random.id(16);
    emit(assumption(workload, name, keyId, startMs));
    const identity = workloadSession(workload, name, keyId, startMs);
    const about = { accountId: workload.accountId, region: workload.region };
    const calls = Math.round(random.around(CALLS_A_SESSION[workload.kind]));
    for (let at = 0; at < calls; at++) {
      const api = random.pickEarly(workload.calls);
      const timeMs = startMs + 1_000 + random.below(DAY_MS / SESSIONS_A_DAY - HOUR_MS);
      emit({
        ...about,
        api,
        timeMs,
        identity,
        ...wayOut(workload, random),
        agent: workload.agent,
        ...bodyOf(api, about, random),
      });
    }
  }
}

const ENDPOINT_CHANCE = 0.15;

/** Over the Internet from the instance's address or the NAT gateway's, or through the account's own VPC endpoint. */
function wayOut(workload: Workload, random: Random): { ip: string; more?: object } {
  if (workload.kind !== "ec2" || !random.chance(ENDPOINT_CHANCE)) return { ip: workload.egressIp };
  const more = { vpcEndpointId: workload.vpcEndpointId, vpcEndpointAccountId: workload.accountId };
  return { ip: machineOf(workload).privateIp, more };
}

/** The service takes the role for its instance, function or task: this names the key that the program then uses. */
export function assumption(workload: Workload, sessionName: string, keyId: string, timeMs: number) {
  const by = TRUSTED[workload.kind];
  const arn = `arn:aws:iam::${workload.accountId}:role/${workload.name}-role`;
  return {
    timeMs,
    accountId: workload.accountId,
    region: workload.region,
    api: "sts:AssumeRole",
    identity: service(by),
    ip: `${by}.amazonaws.com`,
    agent: `${by}.amazonaws.com`,
    request: { roleArn: arn, roleSessionName: sessionName, durationSeconds: 21_600 },
    response: {
      credentials: {
        accessKeyId: `ASIA${keyId}`,
        sessionToken: "HIDDEN_DUE_TO_SECURITY_REASONS",
        expiration: "in six hours",
      },
      assumedRoleUser: {
        assumedRoleId: `AROA${workload.roleId}:${sessionName}`,
        arn: `arn:aws:sts::${workload.accountId}:assumed-role/${workload.name}-role/${sessionName}`,
      },
    },
    resources: [{ ARN: arn, accountId: workload.accountId, type: "AWS::IAM::Role" }],
  };
}

/** A release: what it reads, then what it changes, and now and then a mistake that is denied. */
const RELEASE = (
  "sts:GetCallerIdentity ecr:GetAuthorizationToken cloudformation:DescribeStacks iam:GetRole ec2:DescribeSubnets ec2:DescribeVpcs " +
  "ec2:DescribeSecurityGroups s3:GetBucketPolicy s3:GetBucketVersioning lambda:GetFunction20150331v2 ecs:DescribeServices " +
  "dynamodb:DescribeTable cloudformation:CreateChangeSet cloudformation:DescribeChangeSet cloudformation:ExecuteChangeSet " +
  "ecs:RegisterTaskDefinition ecs:UpdateService lambda:UpdateFunctionCode20150331v2 ec2:CreateTags ecs:DescribeServices"
).split(" ");
/** GitHub's hosted runners: rented machines whose address changes with every run, all of one network. */
const RUNNER_PREFIX = "20.42";

export function pipelineDay(pipeline: Pipeline, seed: number, day: number, emit: Emit): void {
  if (day < pipeline.firstDay) return;
  const random = new Random(seed, `pipeline ${pipeline.name} ${day}`);
  const weekend = [0, 6].includes(weekday(dayStartMs(day), 0));
  const runs = Math.round(random.around(weekend ? 1 : pipeline.perDay));
  for (let run = 0; run < runs; run++) {
    let timeMs = dayStartMs(day) + 7 * HOUR_MS + random.below(12 * HOUR_MS);
    const ip = `${RUNNER_PREFIX}.${random.below(256)}.${random.between(1, 254)}`;
    const about = { accountId: pipeline.accountId, region: pipeline.region };
    const session = {
      ...about,
      role: pipeline.name,
      roleId: pipeline.roleId,
      session: `run-${random.below(1e6)}`,
      keyId: random.id(16),
      sinceMs: timeMs,
    };
    const identity = roleSession(session);
    for (const api of RELEASE) {
      timeMs += random.between(1, 20) * 1_000;
      const denied = random.chance(0.004);
      emit({
        ...about,
        api,
        timeMs,
        identity,
        ip,
        agent: pipeline.agent,
        ...bodyOf(api, about, random),
        ...(denied ? { error: "AccessDenied" } : {}),
      });
    }
  }
}
