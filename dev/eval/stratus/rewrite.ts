/** A recorded technique → the same calls by callers of the baseline, after its time, without the name of the tool. */

import { z } from "zod";
import { regionOf } from "../../generate/cloudtrail/call.ts";
import { isoSecond } from "../../generate/clock.ts";
import type { Actor, Cast, Means } from "./cast.ts";

const recordShape = z.looseObject({
  eventTime: z.string(),
  eventSource: z.string(),
  eventName: z.string(),
  awsRegion: z.string(),
  recipientAccountId: z.string(),
  userIdentity: z.looseObject({
    type: z.string(),
    arn: z.string().optional(),
    principalId: z.string().optional(),
    accessKeyId: z.string().optional(),
    userName: z.string().optional(),
    sessionContext: z
      .looseObject({ sessionIssuer: z.looseObject({ arn: z.string(), principalId: z.string(), userName: z.string() }) })
      .optional(),
  }),
});
export type Recorded = z.infer<typeof recordShape>;

export function readRecording(text: string): readonly Recorded[] {
  return z.array(recordShape).parse(JSON.parse(text));
}

/** Names that tell what tool this is, or what it is up to → names of things that do their work. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/exec-env\/grimoire_[0-9a-f-]+ ?/gi, ""],
  [/stratusredteam/gi, "ExampleService"],
  [/stratus([-_ /])red\1team/gi, "example$1app$1main"],
  [/malicious/gi, "regular"],
  [/backdoor/gi, "backend"],
  [/ec2-steal-credentials/gi, "ec2-app"],
];
/** Session tokens are random letters, in which any word may turn up. */
const TOKEN = /("sessionToken": ?)"[^"]*"/g;

export type Scene = {
  readonly accountId: string;
  readonly cast: Cast;
  readonly means: Means;
  readonly startMs: number;
};

/** The records of a trail, in order of their times. */
export function rewrite(recording: readonly Recorded[], scene: Scene): readonly Recorded[] {
  const times = recording.map(({ eventTime }) => Date.parse(eventTime));
  const shiftMs = scene.startMs - Math.min(...times);
  const swaps = swapsOf(recording, scene);
  return recording
    .map((record, at) => rewritten(record, swaps, scene, (times[at] ?? 0) + shiftMs))
    .sort((one, other) => (one.eventTime < other.eventTime ? -1 : Number(one.eventTime > other.eventTime)));
}

function rewritten(record: Recorded, swaps: Swaps, { means }: Scene, timeMs: number): Recorded {
  let text = JSON.stringify(record).replace(TOKEN, '$1"HIDDEN_DUE_TO_SECURITY_REASONS"');
  for (const [from, to] of swaps.texts) text = text.replaceAll(from, to);
  for (const [pattern, name] of NAMES) text = text.replace(pattern, name);
  const changed = recordShape.parse(JSON.parse(text));
  const service = record.eventSource.slice(0, record.eventSource.indexOf("."));
  return {
    ...changed,
    awsRegion: regionOf(`${service}:${record.eventName}`, swaps.regionOf(record)),
    eventTime: isoSecond(timeMs),
    sourceIPAddress: means.ip,
    userAgent: means.agent,
  };
}

type Swaps = {
  /** Longest first, so that no name is cut out of another. */
  readonly texts: readonly (readonly [string, string])[];
  readonly regionOf: (record: Recorded) => string;
};

function swapsOf(recording: readonly Recorded[], { accountId, cast }: Scene): Swaps {
  const texts = new Map<string, string>();
  const regions = new Map<string, string>();
  for (const { recipientAccountId, userIdentity } of recording) {
    texts.set(recipientAccountId, accountId);
    const { type, arn = "", principalId = "", accessKeyId = "", userName = "", sessionContext } = userIdentity;
    if (type === "IAMUser") {
      texts.set(userName, cast.user.name).set(principalId, cast.user.id);
      if (accessKeyId.startsWith("AKIA")) texts.set(accessKeyId, cast.user.accessKeyId);
    }
    const issuer = sessionContext?.sessionIssuer;
    if (issuer === undefined) continue;
    const actor = type === "FederatedUser" ? cast.user : roleOf(arn, issuer.userName, cast);
    texts.set(issuer.userName, actor.name).set(issuer.principalId, actor.id);
    regions.set(issuer.arn, actor.region);
    const instanceId = INSTANCE.exec(arn)?.[0];
    if (instanceId !== undefined) texts.set(instanceId, cast.instanceRole.instanceId);
  }
  return {
    texts: [...texts].filter(([from]) => from !== "").sort(([one], [other]) => other.length - one.length),
    regionOf: ({ userIdentity }) =>
      regions.get(userIdentity.sessionContext?.sessionIssuer.arn ?? "") ?? cast.user.region,
  };
}

/** The recording's ids are scrambled: letters that no instance's id has. */
const INSTANCE = /i-[0-9a-z]{17}$/i;

function roleOf(arn: string, role: string, cast: Cast): Actor {
  if (INSTANCE.test(arn)) return cast.instanceRole;
  return role.startsWith("AWSReservedSSO_") ? cast.personRole : cast.pipelineRole;
}
