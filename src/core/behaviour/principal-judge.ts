/** Counts a batch of one principal's calls into its profile, and finds the runs among them that are to be told. */

import { apiFacts } from "../api-map/api-facts.ts";
import { callName } from "../calls/of-call.ts";
import type { ApiCall } from "../event.ts";
import { type Hit, SEVERITY } from "../finding.ts";
import { SIGNAL_API_CHARS_MAX, SIGNAL_BITS_MIN, SIGNAL_ID_CHARS_MAX, SIGNAL_NAME_CHARS_MAX } from "../limits.ts";
import type { AccountContext, ContextValue } from "../profile/account-context.ts";
import { FEATURES } from "../profile/features.ts";
import { placeOf, withPlace } from "../profile/place.ts";
import { fold, type Folded, type Profile, unfold } from "../profile/profile.ts";
import { sealDayOf } from "../profile/sealed.ts";
import { type Signal, signalText } from "../profile/signal.ts";
import { type CallHistory, historyOf } from "./history.ts";
import { hourSurprise } from "./hour.ts";
import { marksOf } from "./marks.ts";
import { keptSignals, type Run, runsToTell, type UnusualCall } from "./run.ts";
import { type Sequence, sequenceOf } from "./sequence.ts";
import { type Moment, type Surprise, surpriseOf } from "./surprise.ts";

const HOUR_MS = 3_600_000;

export class PrincipalJudge {
  readonly #profile: Profile;
  readonly #account: AccountContext;
  readonly #rows = new Int32Array(FEATURES.length);
  readonly #fresh: UnusualCall[] = [];
  #next = 0;
  /** Hours since the epoch, and what the principal's habits say of that one. */
  #hour = Number.NaN;
  #hourBits = 0;

  constructor(profile: Profile, account: AccountContext) {
    this.#profile = profile;
    this.#account = account;
  }

  /** `index`: of the call in its batch; ascending. The history is of calls whose place is remembered. */
  add(index: number, call: ApiCall): CallHistory | null {
    const said = this.#saidOf(index);
    const folded = fold(this.#profile, call, this.#rows);
    this.#judge(call, folded, said);
    const place = placeOf(call);
    if (place === null) return null;
    const history = historyOf(this.#profile, this.#account, said, call, folded, place);
    this.#profile.places = withPlace(this.#profile.places, place);
    return history;
  }

  #judge(call: ApiCall, folded: Folded, said: ReadonlyMap<number, ContextValue> | undefined): void {
    const { learning, days } = this.#account.learning;
    if (learning) return;
    const surprise = surpriseOf(this.#profile, this.#momentOf(call.timeMs), folded, said, days);
    if (surprise.bits < SIGNAL_BITS_MIN) return;
    const { tactic, tier } = apiFacts(call.service, call.api);
    if (tactic === null) return;
    this.#fresh.push({ call, surprise, signal: signalOf(call, surprise, tactic, tier) });
  }

  /** Calls come in order of time: what sealed days say of an hour does not change within it. */
  #momentOf(timeMs: number): Moment {
    const day = sealDayOf(timeMs);
    const hour = Math.floor(timeMs / HOUR_MS);
    if (hour !== this.#hour) {
      this.#hour = hour;
      this.#hourBits = hourSurprise(this.#profile, timeMs, day);
    }
    return { timeMs, day, hourBits: this.#hourBits };
  }

  /** To be asked once all calls are added. */
  runs(): readonly Run[] {
    return this.#fresh.length === 0 ? [] : runsToTell(this.#profile.signals, this.#fresh, this.#account.cutOffBits);
  }

  /**
   * Does not learn what stood out and is told as High or above: or an attack would become a habit while its finding is open.
   * `hits`: of all detectors. The ids of those calls, for the account.
   */
  distrust(hits: readonly Hit[]): readonly string[] {
    const told = new Set(hits.filter(isOpenHigh).map(({ eventId }) => eventId));
    const distrusted = this.#fresh.filter(({ call }) => told.has(call.id));
    for (const { call } of distrusted) unfold(this.#profile, call);
    return distrusted.map(({ call }) => call.id);
  }

  /**
   * Remembers what stood out and what detectors told, for the batches to come; the sequence that it completes. `judged`: of
   * `calls`, those of which a detector told.
   */
  keep(
    calls: readonly ApiCall[],
    hits: readonly Hit[],
    judged: ReadonlySet<ApiCall>,
  ): { readonly sequence: Sequence; readonly calls: readonly ApiCall[] } | null {
    const told = new Map(hits.map(({ eventId, type }) => [eventId, type]));
    const fresh = new Map(this.#fresh.map(({ call, signal }) => [call, signal]));
    const steps = calls.filter((call) => fresh.has(call) || judged.has(call));
    if (steps.length === 0) return null;
    const news = steps.map((call) => ({ ...(fresh.get(call) ?? toldSignal(call)), told: told.get(call.id) ?? null }));
    const before = this.#profile.signals.map((signal) => {
      const type = signal.told ?? told.get(signal.eventId) ?? null;
      return type === signal.told ? signal : { ...signal, told: type };
    });
    this.#profile.signals = keptSignals([...before, ...news]);
    const sequence = sequenceOf(this.#profile.signals);
    const isStep = new Set(sequence?.steps.map(({ eventId }) => eventId));
    const own = steps.filter(({ id }) => isStep.has(signalText(id, SIGNAL_ID_CHARS_MAX)));
    return sequence === null || own.length === 0 ? null : { sequence, calls: own };
  }

  #saidOf(index: number): ReadonlyMap<number, ContextValue> | undefined {
    const { calls, values } = this.#account;
    while (this.#next < calls.length && (calls[this.#next]?.[0] as number) < index) this.#next++;
    const refs = calls[this.#next];
    if (refs?.[0] !== index) return undefined;
    const said = new Map<number, ContextValue>();
    for (let at = 1; at < refs.length; at++) {
      const value = values[refs[at] as number];
      if (value !== undefined) said.set(value[0], value);
    }
    return said;
  }
}

/** Where else credentials of a resource are used is learned, as GuardDuty does: or own premises would be told for ever. */
function isOpenHigh({ severity, type }: Hit): boolean {
  return severity >= SEVERITY.high && !/CredentialExfiltration/.test(type);
}

const USUAL: Surprise = { bits: 0, dimensions: [], learning: false };

/** Of a call that a rule told, though it is usual. */
function toldSignal(call: ApiCall): Signal {
  const { tactic, tier } = apiFacts(call.service, call.api);
  return signalOf(call, USUAL, tactic, tier);
}

function signalOf(call: ApiCall, surprise: Surprise, tactic: Signal["tactic"], tier: number): Signal {
  const cut = (text: string | null): string | null => (text === null ? null : signalText(text, SIGNAL_NAME_CHARS_MAX));
  return {
    timeMs: call.timeMs,
    eventId: signalText(call.id, SIGNAL_ID_CHARS_MAX),
    api: signalText(callName(call), SIGNAL_API_CHARS_MAX),
    region: signalText(call.region, SIGNAL_NAME_CHARS_MAX),
    error: cut(call.error),
    bits: Math.round(surprise.bits * 10) / 10,
    isNew: surprise.dimensions.some((one) => one.feature === "api" && one.class === "UNSEEN"),
    tier,
    tactic,
    ip: cut(call.sourceIp),
    accessKeyId: cut(call.identity.accessKeyId),
    marks: marksOf(surprise.dimensions, call.error),
    told: null,
  };
}
