/** Why a run was told, in numbers: the profile rows used, their dates, the cut-offs, and what would have made it quiet. */

import type { JsonObject } from "../json.ts";
import { ALERT_BUDGET, EXPLAINED_CALLS_MAX } from "../limits.ts";
import { isoFromMs } from "../net/time.ts";
import { CLASSES } from "../profile/sealed.ts";
import type { ContextValue } from "../profile/account-context.ts";
import type { Behaviour } from "./behaviour.ts";
import { tierBits, type UnusualCall } from "./run.ts";
import type { Dimension } from "./surprise.ts";

/** Additional info that `scan` shows only when asked to. */
export function explanationOf(behaviour: Behaviour): JsonObject {
  const { run, account, principalLearning, day } = behaviour;
  const explained = run.calls.slice(0, EXPLAINED_CALLS_MAX).map(explainCall);
  return {
    judgedAgainst: `days before ${isoFromMs(day * 86_400_000).slice(0, 10)} (UTC)`,
    bits: round(run.bits),
    neededBits: round(run.neededBits),
    // The higher of the two was needed, but for growth alone: by the riskiest call's tier, by the account's alert budget.
    cutOff: {
      tier: tierBits(run.signals[0]?.tier ?? 0),
      accountBudget: { bits: account.cutOffBits, findingsPerPrincipalDay: ALERT_BUDGET },
    },
    signalsInRun: run.signals.length,
    learning: { principal: { ...principalLearning }, account: { ...account.learning } },
    calls: explained,
    quietIf: quietIf(behaviour),
  };
}

function explainCall({ call, signal, surprise }: UnusualCall): JsonObject {
  return {
    eventId: call.id,
    api: signal.api,
    tier: signal.tier,
    bits: round(surprise.bits),
    rows: [...surprise.dimensions].sort((one, other) => other.bits - one.bits).map(explainRow),
  };
}

function explainRow({ feature, value, bits, own, account, class: judged, accountClass }: Dimension): JsonObject {
  return {
    feature,
    value,
    bits: round(bits),
    class: judged,
    principal: {
      class: own.class,
      days: own.days,
      events: own.events,
      ...dates(own.firstSeconds, own.lastSeconds),
      ...(own.overflowed ? { overflowed: true } : {}),
      ...(own.volume === null ? {} : { dailyRecent: round(own.volume.recent), dailyUsual: round(own.volume.usual) }),
    },
    account: account === null ? { class: accountClass } : accountRow(account),
  };
}

function accountRow([, , index, tenthBits, days, events, first, last]: ContextValue): JsonObject {
  return { class: CLASSES[index], bits: tenthBits / 10, days, events, ...dates(first, last) };
}

function dates(firstSeconds: number, lastSeconds: number): JsonObject {
  if (firstSeconds === 0) return {};
  return { firstSeen: isoFromMs(firstSeconds * 1000), lastSeen: isoFromMs(lastSeconds * 1000) };
}

/** The features without which the riskiest call would have stayed below its threshold, heaviest first. */
function quietIf({ run }: Behaviour): readonly string[] {
  const excess = run.bits - run.neededBits;
  const [first] = run.calls;
  if (first === undefined) return [];
  const ordered = [...first.surprise.dimensions].sort((one, other) => other.bits - one.bits);
  const alone = ordered.filter(({ bits }) => bits > excess);
  const needed = alone.length > 0 ? alone : ordered;
  const joined = alone.length > 0 ? "" : "together with the others: ";
  return needed.map(({ feature, value }) => `${joined}${feature} "${value}" had been FREQUENT for this principal`);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
