/** Backdoor:EC2/Spambot: the host speaks to mail servers, which it never did. */

import { ipText } from "../../../net/ip.ts";
import { TCP } from "../../../net/protocols.ts";
import { fullest } from "../../../profile/distinct-window.ts";
import { isActor, isAnswered, isTrusted, portKey, toPublic } from "../../../profile/flow-shape.ts";
import { SMTP_KEY } from "../../../profile/fold-flow.ts";
import { dayOf, isHabit } from "../../../profile/habits.ts";
import type { HostProfile } from "../../../profile/host-profile.ts";
import { groupFlows, largest } from "../../flow-groups.ts";
import { networkConnectionAction } from "../../host-actions.ts";
import type { HostDetector } from "../../host-detector.ts";
import { daysKnown, isLearned } from "../../host-learning.ts";
import { SPAM_PEERS_MIN, SPAM_WINDOW_MINUTES } from "../../host-thresholds.ts";
import { count, hostWords, peerText } from "../../host-wording.ts";
import { sentence } from "../../wording.ts";

const SMTP_PORT = 25;
/** A host that takes mail passes it on. */
const MAIL_SERVICES = [25, 465, 587].map((port) => portKey(TCP, port));
/** email-smtp.eu-west-1.amazonaws.com: the account's own Amazon SES. */
const SES = /^email-smtp(?:-fips)?\.[a-z0-9-]+\.amazonaws\.com$/;

function isMailServer({ habits }: HostProfile): boolean {
  return MAIL_SERVICES.some((service) => habits.services.has(service));
}

export const spambot: HostDetector = {
  type: "Backdoor:EC2/Spambot",
  watches: "host",
  reads: ["flows"],
  summary:
    "The host speaks to a public mail server on TCP port 25, which it never did before; or, not known yet, to very many.",
  misses:
    "Mail over submission ports (465, 587), through a relay with a private address or through Amazon SES, and a mail server " +
    "that sends spam.",
  falsePositives:
    "A host that is given a mailer, and a new relay that takes its mail by another way than SMTP: from the next day on " +
    "it is its habit.",
  attack: ["T1496", "T1586.002"],
  needs: ["flow", "profile"],
  detect(batch, { profile }) {
    const [group] = groupFlows(batch.flows, (flow) => {
      if (flow.protocol !== TCP || flow.remotePort !== SMTP_PORT || !isActor(flow) || !isAnswered(flow)) return null;
      const isOwn = SES.test(profile.answered.get(ipText(flow.remoteIp))?.[0] ?? "");
      return !toPublic(flow) || isTrusted(flow) || isOwn ? null : SMTP_KEY;
    });
    const flow = group ? largest(group.flows, ({ bytesOut }) => bytesOut) : null;
    if (!group || !flow || isMailServer(profile)) return [];
    const day = dayOf(flow.firstMs);
    if (isHabit(profile.habits.remotePorts, SMTP_KEY, day)) return [];
    const reached = fullest(profile.distinct.reachedByPort.get(SMTP_KEY), SPAM_WINDOW_MINUTES, group.first, group.last);
    const servers = Math.max(reached.length, 1);
    if (!isLearned(profile.flowDays, day) && servers < SPAM_PEERS_MIN) return [];
    return [
      {
        record: flow.record,
        timeMs: flow.firstMs,
        subject: [],
        title: `${sentence(hostWords(batch))} is sending mail to ${peerText(profile, flow)}.`,
        description:
          `${sentence(hostWords(batch))} spoke to ${count(servers)} public mail ${servers === 1 ? "server" : "servers"} on ` +
          `TCP port 25 within an hour, ${peerText(profile, flow)} among them, and did so on none of the ` +
          `${count(daysKnown(profile.flowDays, day))} days before. Spam is sent so.`,
        resourceRole: "ACTOR",
        action: networkConnectionAction(flow),
        additionalInfo: { unusual: SMTP_PORT, outBytes: flow.bytesOut, inBytes: flow.bytesIn },
      },
    ];
  },
};
