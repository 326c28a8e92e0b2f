/** Whether a profile has seen enough to be believed, in event time: history that is read back counts as seen. */

import { ACCOUNT_LEARNING_DAYS, PRINCIPAL_LEARNING_DAYS } from "../limits.ts";
import type { Profile } from "./profile.ts";
import { sealDayOf } from "./sealed.ts";

/** `days`: sealed days since the first event. `needed`: days after which it is no longer learning. */
export type LearningState = { readonly learning: boolean; readonly days: number; readonly needed: number };

export function learningState({ level, clock, calls }: Profile, nowMs: number): LearningState {
  const needed = level === "account" ? ACCOUNT_LEARNING_DAYS : PRINCIPAL_LEARNING_DAYS;
  const days = calls === 0 ? 0 : Math.max(0, sealDayOf(nowMs) - clock.firstDay);
  return { learning: days < needed, days, needed };
}
