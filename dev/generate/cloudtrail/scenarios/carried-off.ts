/** Keys of an instance, a task or a function used elsewhere: inside AWS by another account, or outside. */

import { addressIn, ATTACKERS, awsAddress } from "../../addresses.ts";
import type { Workload } from "../../organization.ts";
import type { Scenario, Stage } from "../../stage.ts";
import { isOfKind, victim } from "../../world.ts";
import { assumption, sessionNameOf, workloadSession } from "../machines.ts";
import { steal, type Step } from "./thief.ts";

const STEPS: readonly Step[] = [
  ["sts:GetCallerIdentity", null],
  ["s3:ListBuckets", { Host: "s3.amazonaws.com" }],
  ["ec2:DescribeInstances", { instancesSet: {}, filterSet: {} }],
  ["secretsmanager:ListSecrets", null],
];
const AGENT = "aws-cli/2.13.5 Python/3.11.4 Linux/5.15.0-1040 exe/x86_64.ubuntu.22 prompt/off";

function carriedOff(
  type: string,
  kind: Workload["kind"],
  from: (stage: Stage, workload: Workload) => { ip: string; more?: object },
): Scenario {
  return {
    type,
    play: (stage) => {
      const workload = victim(stage.world.organization.workloads, stage.turn, isOfKind(kind), `${kind} workload`);
      const session = sessionNameOf(workload, stage.random);
      const keyId = stage.random.id(16);
      const { accountId, region } = workload;
      const issuedMs = stage.startMs - 20 * 60_000;
      stage.call(assumption(workload, session, keyId, issuedMs));
      const { ip, more } = from(stage, workload);
      const base = {
        accountId,
        region,
        identity: workloadSession(workload, session, keyId, issuedMs),
        ip,
        agent: AGENT,
        ...(more === undefined ? {} : { more }),
      };
      const toMs = steal(stage, { base, resource: `${workload.name}-role` }, STEPS);
      stage.label(type, { accountId, region, resource: `${workload.name}-role` }, stage.startMs, toMs);
    },
  };
}

const outside = (stage: Stage) => ({ ip: addressIn(stage.random.pick(ATTACKERS), stage.random) });
/** A host in AWS that is none of ours. */
const inside = (stage: Stage, { region }: Workload) => ({
  ip: awsAddress(region === "us-west-2" ? "eu-west-1" : "us-west-2", stage.random),
});
/** Through an endpoint in the thief's own VPC: the record shows a private address and the endpoint's owner. */
const throughEndpoint = (stage: Stage) => ({
  ip: `172.31.${stage.random.below(256)}.${stage.random.between(1, 254)}`,
  more: { vpcEndpointId: `vpce-0${stage.random.hex(16)}`, vpcEndpointAccountId: "449372905712" },
});

export const CARRIED_OFF: readonly Scenario[] = [
  carriedOff("UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.InsideAWS", "ec2", inside),
  carriedOff("UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS", "ec2", outside),
  carriedOff("UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.InsideAWS", "ecs", throughEndpoint),
  carriedOff("UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.OutsideAWS", "lambda", outside),
];
