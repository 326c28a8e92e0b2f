/** Credentials that AWS made for one resource, used from where that resource is not. Shared by the four detectors. */

import type { CallHistory } from "../behaviour/history.ts";
import type { CloudRange } from "../enrich/facts.ts";
import type { ApiCall, CredentialHolder } from "../event.ts";
import { SEVERITY, type Severity } from "../finding.ts";
import { remoteAccountOf } from "../profile/affiliates.ts";
import type { CallDetector, Match } from "./detector.ts";
import { from, quoted, sentence, where, who } from "./wording.ts";

export type Whereabouts = "InsideAWS" | "OutsideAWS";

type Verdict = {
  readonly whereabouts: Whereabouts;
  readonly severity: Severity;
  readonly why: string;
  /** Whose endpoint it was. */
  readonly remoteAccount?: NonNullable<Match["remoteAccount"]>;
};

/** Null for a call from where the resource is, or where nothing can be said. */
export function verdictOf(call: ApiCall, history: CallHistory): Verdict | null {
  if (call.vpcEndpointId !== null) return ofEndpoint(call, history);
  const { caller } = call;
  if (caller !== null && caller.trustedBy.length > 0) return null;
  if (history.ownClass("network") === null || isPrivate(call)) return null;
  if (caller?.cloud?.provider === "aws") return ofAmazon(history, caller.cloud);
  return caller !== null && (caller.asn !== null || caller.cloud !== null) ? ofOutside(history) : ofUnknown(history);
}

function isPrivate({ sourceIp }: ApiCall): boolean {
  return sourceIp !== null && /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|f[cd])/i.test(sourceIp);
}

function ofEndpoint(call: ApiCall, history: CallHistory): Verdict | null {
  if (call.vpcEndpointAccountId === null) return ofNobodysEndpoint(history);
  const accountId = remoteAccountOf(call);
  return accountId === null ? null : ofOthersEndpoint(accountId, history);
}

/**
 * AWS says whose it is: another account's, unless it is used in the course of weeks. Medium where that account belongs with
 * the own one. Source: AWS GuardDuty User Guide, "InstanceCredentialExfiltration.InsideAWS".
 */
function ofOthersEndpoint(accountId: string, history: CallHistory): Verdict | null {
  const { affiliated } = history;
  const others = history.accountClass("network");
  if (isKnown(history, "network") || (others !== "UNSEEN" && others !== "RARE")) return null;
  const whose = affiliated ? ", which belongs with this one" : "";
  return {
    whereabouts: "InsideAWS",
    severity: affiliated ? SEVERITY.medium : SEVERITY.high,
    why: `through a VPC endpoint of the account ${accountId}${whose}`,
    remoteAccount: { accountId, affiliated },
  };
}

/** An endpoint that nobody in the account uses is somebody else's, where the role or the session is known from elsewhere. */
function ofNobodysEndpoint(history: CallHistory): Verdict | null {
  if (history.accountClass("network") !== "UNSEEN") return null;
  if (history.places.length === 0 && !history.settled) return null;
  const why = "through a VPC endpoint that the account has never used";
  return { whereabouts: "InsideAWS", severity: SEVERITY.high, why };
}

/** Another address of Amazon's while the session has its own: new addresses of the account's own networks are not told. */
function ofAmazon(history: CallHistory, { service, region }: CloudRange): Verdict | null {
  if (history.places.length === 0 || isKnown(history, "network")) return null;
  if (history.accountClass("network") !== "UNSEEN") return null;
  const place = [service, region].filter((part) => part !== null).join(", ");
  const network = place === "" ? "a network of Amazon's" : `a network of Amazon's (${place})`;
  const why = `from ${network} that the account has never used, while the session has another address`;
  return { whereabouts: "InsideAWS", severity: SEVERITY.high, why };
}

/** Own premises behind VPN or Direct Connect are learned: a network that the role has used before is quiet. */
function ofOutside(history: CallHistory): Verdict | null {
  if (isKnown(history, "asn") || isKnown(history, "network")) return null;
  const isOurs = history.accountClass("asn") === "FREQUENT";
  const why = isOurs ? "from a network outside AWS that others of the account use" : "from a network outside AWS";
  return { whereabouts: "OutsideAWS", severity: isOurs ? SEVERITY.medium : SEVERITY.high, why };
}

/** Without a table of networks: a second address of one session, in a network new to role and account alike. */
function ofUnknown(history: CallHistory): Verdict | null {
  if (history.places.length === 0 || history.ownClass("network") !== "UNSEEN") return null;
  if (history.accountClass("network") !== "UNSEEN") return null;
  const why = "from a network that neither it nor the account has used, while the session has another address";
  return { whereabouts: "OutsideAWS", severity: SEVERITY.medium, why };
}

/** On two sealed days or more. */
function isKnown(history: CallHistory, feature: "asn" | "network"): boolean {
  const own = history.ownClass(feature);
  return own === "FREQUENT" || own === "INFREQUENT";
}

const HOLDERS: Readonly<Record<CredentialHolder, string>> = {
  ec2: "an EC2 instance",
  lambda: "a Lambda function",
  ecs: "an ECS task",
};

type Prose = Pick<CallDetector, "type" | "summary" | "misses" | "falsePositives">;

/** `holders`: whose credentials the type is about. */
export function credentialExfiltration(
  prose: Prose,
  whereabouts: Whereabouts,
  holders: readonly CredentialHolder[],
): CallDetector {
  return {
    ...prose,
    watches: "principal",
    apis: "any",
    attack: ["T1552.005", "T1078.004"],
    needs: ["cloudtrail"],
    detect(call, { history }) {
      const { issuedTo } = call.identity;
      if (issuedTo === null || history === null || !holders.includes(issuedTo)) return null;
      const verdict = verdictOf(call, history);
      return verdict?.whereabouts === whereabouts ? matchOf(call, issuedTo, verdict, history) : null;
    },
  };
}

function matchOf(call: ApiCall, holder: CredentialHolder, verdict: Verdict, { places }: CallHistory): Match {
  const session = call.identity.sessionName ?? "";
  return {
    subject: [session],
    severity: verdict.severity,
    ...(verdict.remoteAccount === undefined ? {} : { remoteAccount: verdict.remoteAccount }),
    title: `Credentials of ${HOLDERS[holder]}, ${quoted(session)}, were used from elsewhere.`,
    description:
      `${sentence(who(call))} called ${quoted(call.api)} of ${quoted(call.service)} ${from(call)} ${where(call)}, ` +
      `${verdict.why}. AWS made these credentials for ${HOLDERS[holder]} alone: somebody may have taken them from it.`,
    additionalInfo: {
      explanation: { why: verdict.why, otherPlaces: places.slice(0, 5).map(({ from: place }) => place) },
    },
  };
}
