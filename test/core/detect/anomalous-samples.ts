/** Samples for the eight AnomalousBehavior detectors: runs of unusual calls, judged by the real steps. */

import type { Tactic } from "../../../src/core/api-map/facts.ts";
import { type Behaviour, behaviourOf } from "../../../src/core/behaviour/behaviour.ts";
import { PrincipalJudge } from "../../../src/core/behaviour/principal-judge.ts";
import type { CallDetector } from "../../../src/core/detect/detector.ts";
import type { ApiCall } from "../../../src/core/event.ts";
import { observeAccount } from "../../../src/core/observe.ts";
import { emptyProfile, fold } from "../../../src/core/profile/profile.ts";
import { SeenEvents } from "../../../src/core/profile/seen-events.ts";
import { ABROAD, DAY_MS, deed, PEOPLE, START, usualDays, user } from "../behaviour/habits.ts";
import { detectorTests, type Samples } from "./detector-tests.ts";

const ALICE = user("alice");
const DAYS = 20;
const THEN = START + DAYS * DAY_MS + 11 * 3_600_000;

/** What alice's and her account's 20 days make of her calls; null where no run is told. */
export function behaviourOn(calls: readonly ApiCall[]): Behaviour | null {
  const account = { profile: emptyProfile(["account"], "account"), seen: new SeenEvents(16_384) };
  const profile = emptyProfile(["alice"]);
  const usual = usualDays(PEOPLE, DAYS);
  observeAccount(account, usual);
  for (const call of usual) if (call.identity.userName === "alice") fold(profile, call);
  const context = observeAccount(account, calls);
  const judge = new PrincipalJudge(profile, context);
  calls.forEach((call, at) => judge.add(at, call));
  const [run] = judge.runs();
  return run === undefined ? null : behaviourOf(run, profile, context);
}

/** Fires on `name` ("iam:CreateUser") from abroad; stays quiet where another tactic is the riskiest, and at home. */
export function anomalousTests(detector: CallDetector, tactic: Tactic, name: string): Samples {
  const other = tactic === "Discovery" ? "iam:CreateAccessKey" : "ec2:DescribeInstances";
  const call = deed(ALICE, name, THEN, ABROAD, { id: "deed" });
  const elsewhere = deed(ALICE, other, THEN, ABROAD, { id: "other" });
  return detectorTests(
    detector,
    [[`${name} from a country and network never seen`, call, {}, {}, behaviourOn([call])]],
    [
      ["a run whose riskiest call serves another tactic", elsewhere, {}, behaviourOn([elsewhere])],
      ["a call that stands in no run", call],
    ],
  );
}
