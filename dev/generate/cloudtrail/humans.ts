/** People at work: their hours and days off by their own clock, console and command line, from home or the office. */

import { DAY_MS, dayStartMs, HOUR_MS, MINUTE_MS, weekday } from "../clock.ts";
import type { Human } from "../organization.ts";
import { Random } from "../random.ts";
import type { Emit } from "./call.ts";
import { HABITS } from "./habits.ts";
import { consoleUser, iamUser, roleSession } from "./identities.ts";
import { bodyOf } from "./requests.ts";

export const SSO_PATH = "/aws-reserved/sso.amazonaws.com/";
const SSO_ROLES: Readonly<Record<Human["job"], string>> = {
  developer: "AWSReservedSSO_Developer_6f1b2c3d4e5f6071",
  operator: "AWSReservedSSO_Operations_7a2b3c4d5e6f7182",
  analyst: "AWSReservedSSO_Analytics_8b3c4d5e6f708293",
  security: "AWSReservedSSO_SecurityAudit_9c4d5e6f708192a4",
};

export function ssoRoleOf(human: Human): string {
  return SSO_ROLES[human.job];
}

/** The name by which findings tell whose credentials these are. */
export function principalOf(human: Human): string {
  return human.isIamUser ? human.name : ssoRoleOf(human);
}

/** Role ids belong to the role in its account, not to the person. */
export function ssoRoleId(human: Human, seed: number): string {
  return new Random(seed, `sso role ${human.job} ${human.accountId}`).id(17);
}

export function identityOf(human: Human, seed: number, console: boolean, sinceMs: number, keyId: string): object {
  if (human.isIamUser) {
    return console
      ? consoleUser(human.accountId, human.name, human.userId, sinceMs, keyId)
      : iamUser(human.accountId, human.name, human.userId, human.accessKeyId);
  }
  return roleSession({
    accountId: human.accountId,
    role: ssoRoleOf(human),
    roleId: ssoRoleId(human, seed),
    session: `${human.name}@example.com`,
    keyId,
    sinceMs,
    path: SSO_PATH,
  });
}

/** Where someone works from, today. */
export type Place = { readonly ip: string; readonly agent?: string };

const SHORT_DAY_CHANCE = 0.08;
const WEEKEND_CHANCE = 0.04;
const OFFICE_CHANCE = 0.6;
const CONSOLE_CHANCE = 0.55;
const DENIED_CHANCE = 0.012;
const WRITE_CHANCE = 0.12;

/** All calls of one day. `place` overrides home and office: travel, a new laptop. */
export function humanDay(human: Human, seed: number, day: number, emit: Emit, place?: Place): void {
  if (day < human.firstDay) return;
  const random = new Random(seed, `human ${human.index} day ${day}`);
  const offsetHours = human.site.utcHours;
  const noonMs = dayStartMs(day) + DAY_MS / 2 - offsetHours * HOUR_MS;
  const weekend = [0, 6].includes(weekday(noonMs, offsetHours));
  if (random.chance(weekend ? 1 - WEEKEND_CHANCE : SHORT_DAY_CHANCE)) return;
  const sessions = weekend ? 1 : random.between(2, 5);
  const ip = place?.ip ?? (!weekend && random.chance(OFFICE_CHANCE) ? human.officeIp : human.homeIp);
  for (let at = 0; at < sessions; at++) {
    const startMs = noonMs + Math.round((random.around(4.5, 3) - 4.5 + (at - sessions / 2) * 1.6) * HOUR_MS);
    session(human, seed, random, startMs, ip, place?.agent, emit);
  }
}

function session(
  human: Human,
  seed: number,
  random: Random,
  startMs: number,
  ip: string,
  agent: string | undefined,
  emit: Emit,
): void {
  const console = random.chance(CONSOLE_CHANCE);
  const identity = identityOf(human, seed, console, startMs, random.id(16));
  const userAgent = agent ?? (console ? human.browser : human.cli);
  const about = { accountId: human.accountId, region: human.region };
  const base = { ...about, identity, ip, agent: userAgent };
  if (console) emit({ ...signIn(human, identity, random), timeMs: startMs, ip, agent: human.browser });
  const habit = HABITS[human.job];
  const calls = random.between(8, 60);
  let timeMs = startMs;
  for (let at = 0; at < calls; at++) {
    timeMs += Math.round(random.around(0.7, 1) * MINUTE_MS);
    if (random.chance(DENIED_CHANCE)) {
      const api = random.pick(habit.denied);
      emit({ ...base, api, timeMs, error: api.startsWith("ec2:") ? "Client.UnauthorizedOperation" : "AccessDenied" });
      continue;
    }
    const api = random.pickEarly(random.chance(WRITE_CHANCE) ? habit.writes : habit.reads);
    emit({ ...base, api, timeMs, ...bodyOf(api, about, random) });
  }
}

/** ConsoleLogin of a user with MFA, or of a role that IAM Identity Center signed in. */
export function signIn(human: Human, identity: object, random: Random) {
  return {
    accountId: human.accountId,
    region: "us-east-1",
    api: "signin:ConsoleLogin",
    identity,
    response: { ConsoleLogin: "Success" },
    eventType: "AwsConsoleSignIn",
    extra: {
      LoginTo: "https://console.aws.amazon.com/console/home",
      MobileVersion: "No",
      MFAUsed: human.isIamUser ? "Yes" : "No",
      ...(human.isIamUser
        ? {}
        : { SamlProviderArn: `arn:aws:iam::${human.accountId}:saml-provider/AWSSSO_${random.hex(8)}_DO_NOT_DELETE` }),
    },
  };
}
