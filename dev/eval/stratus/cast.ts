/** Who of the baseline plays a recorded caller: a user, an instance's role, a person's role, a pipeline's role. */

import { ssoRoleId, ssoRoleOf } from "../../generate/cloudtrail/humans.ts";
import { addressIn, ATTACKERS } from "../../generate/addresses.ts";
import type { Human } from "../../generate/organization.ts";
import { Random } from "../../generate/random.ts";
import { isIamUser, victim } from "../../generate/world.ts";
import type { Baseline } from "../baseline.ts";

export type Actor = {
  readonly name: string;
  /** AIDA… or AROA…, without the session's name. */
  readonly id: string;
  readonly region: string;
};

/** From where, and with which client. */
export type Means = { readonly ip: string; readonly agent: string };

export type Cast = {
  readonly user: Actor & { readonly accessKeyId: string };
  readonly instanceRole: Actor & { readonly instanceId: string };
  readonly personRole: Actor;
  readonly pipelineRole: Actor;
  /** Whose working hours they are. */
  readonly human: Human;
  /** Keys in other hands: a network and a client that the account does not know. */
  readonly stolen: Means;
  /** The user's own place and client. */
  readonly own: Means;
};

/** The client that the techniques were recorded with, by its own name. */
const SDK = "aws-sdk-go-v2/1.32.3 os/linux lang/go#1.23.1 md/GOOS#linux md/GOARCH#amd64";

/** `turn`: by turns, so that techniques fall on people of different jobs. */
export function castOf({ organization }: Baseline, turn: number): Cast {
  const { humans, workloads, pipelines, options } = organization;
  const user = victim(humans, turn, isIamUser, "IAM user");
  const person = victim(humans, turn, (human) => !human.isIamUser && human.firstDay === 0, "person with a role");
  const instance = victim(workloads, turn, ({ kind }) => kind === "ec2", "program on an instance");
  const pipeline = victim(pipelines, turn, () => true, "pipeline");
  const random = new Random(options.seed, `thief ${turn}`);
  return {
    user: { name: user.name, id: `AIDA${user.userId}`, region: user.region, accessKeyId: `AKIA${user.accessKeyId}` },
    instanceRole: {
      name: `${instance.name}-role`,
      id: `AROA${instance.roleId}`,
      region: instance.region,
      instanceId: instance.instanceId,
    },
    personRole: { name: ssoRoleOf(person), id: `AROA${ssoRoleId(person, options.seed)}`, region: person.region },
    pipelineRole: { name: pipeline.name, id: `AROA${pipeline.roleId}`, region: pipeline.region },
    human: user,
    stolen: { ip: addressIn(random.pick(ATTACKERS), random), agent: SDK },
    own: { ip: user.officeIp, agent: user.cli },
  };
}
