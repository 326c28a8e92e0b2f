/** What the eight AnomalousBehavior detectors share: they differ by the tactic of a run's riskiest call. */

import type { Tactic } from "../api-map/facts.ts";
import type { Behaviour } from "../behaviour/behaviour.ts";
import { explanationOf } from "../behaviour/explain.ts";
import { profiledBehavior, unusualBehavior } from "../behaviour/profiled.ts";
import type { Run } from "../behaviour/run.ts";
import { userAgentClass } from "../enrich/user-agent.ts";
import type { ApiCall } from "../event.ts";
import { ANOMALOUS_APIS_MAX } from "../limits.ts";
import type { Signal } from "../profile/signal.ts";
import type { CallDetector, Match, Technique } from "./detector.ts";
import { from, quoted, sentence, where, who } from "./wording.ts";

type Prose = Pick<CallDetector, "summary" | "misses" | "falsePositives"> & {
  readonly attack: readonly Technique[];
  /** What the calls are commonly used for: "read secrets and keys". */
  readonly deed: string;
};

export function anomalousBehavior(tactic: Tactic, { deed, ...prose }: Prose): CallDetector {
  return {
    type: `${tactic}:IAMUser/AnomalousBehavior`,
    watches: "principal",
    apis: "unusual",
    ...prose,
    needs: ["cloudtrail", "profile"],
    detect(call, { behaviour }) {
      return behaviour?.tactic === tactic ? matchOf(call, behaviour, tactic, deed) : null;
    },
  };
}

/** `call`: the riskiest of the run at hand. */
function matchOf(call: ApiCall, behaviour: Behaviour, tactic: Tactic, deed: string): Match {
  const unusual = unusualText(behaviour);
  return {
    // A long-term key that leaks is an issue of its own; those of sessions change every hour.
    subject: call.identity.accessKeyId?.startsWith("AKIA") ? [call.identity.accessKeyId] : [],
    severity: behaviour.severity,
    title: `${sentence(who(call))} unusually called APIs that are commonly used in ${tactic} tactics.`,
    description:
      `${sentence(who(call))} called ${quoted(call.api)} of ${quoted(call.service)} ${from(call)} ${where(call)}, ` +
      `${unusual}. Such calls are commonly used to ${deed}: ask the owner whether they were meant.`,
    additionalInfo: {
      anomalies: { anomalousAPIs: anomalousApis(behaviour.run) },
      profiledBehavior: profiledBehavior(behaviour),
      unusualBehavior: unusualBehavior(behaviour),
      userAgent: { fullUserAgent: call.userAgent ?? "", userAgentCategory: userAgentClass(call.userAgent) },
      explanation: explanationOf(behaviour),
    },
  };
}

const SIDE_TEXT: Readonly<Record<string, string>> = {
  api: "API",
  service: "service",
  region: "Region",
  asn: "network",
  country: "country",
  network: "network",
  userAgent: "user agent",
  instanceType: "instance type",
};

/** "with a network and a Region new to the account and an API new to it". */
function unusualText({ run }: Behaviour): string {
  const [first] = run.calls;
  const dimensions = first?.surprise.dimensions ?? [];
  const unheard = named(dimensions.filter((one) => one.class === "UNSEEN" && one.accountClass === "UNSEEN"));
  const fresh = named(dimensions.filter((one) => one.class === "UNSEEN" && one.accountClass !== "UNSEEN"));
  const parts = [
    unheard === "" ? "" : `${unheard} never seen in the account`,
    fresh === "" ? "" : `${fresh} never seen of this identity`,
  ].filter((part) => part !== "");
  if (parts.length > 0) return `with ${parts.join(" and ")}`;
  const grown = dimensions.some(({ feature }) => feature === "volume");
  return grown ? "more and more often over weeks" : "in a way that is rare for it";
}

function named(dimensions: Run["calls"][number]["surprise"]["dimensions"]): string {
  const names = [...new Set(dimensions.flatMap(({ feature }) => SIDE_TEXT[feature] ?? []))];
  return names.map((name) => `${/^[AEIO]/i.test(name) ? "an" : "a"} ${name}`).join(", ");
}

/** "iam.amazonaws.com:[CreateUser:success , PutUserPolicy:AccessDenied] , s3.amazonaws.com:[…]", riskiest first. */
function anomalousApis({ signals }: Run): string {
  const services = new Map<string, Set<string>>();
  for (const signal of signals.slice(0, ANOMALOUS_APIS_MAX)) {
    const [service, api] = split(signal);
    const apis = services.get(service) ?? new Set<string>();
    services.set(service, apis.add(`${api}:${signal.error ?? "success"}`));
  }
  return [...services].map(([service, apis]) => `${service}.amazonaws.com:[${[...apis].join(" , ")}]`).join(" , ");
}

function split({ api }: Signal): readonly [string, string] {
  const colon = api.indexOf(":");
  return [api.slice(0, colon), api.slice(colon + 1)];
}
