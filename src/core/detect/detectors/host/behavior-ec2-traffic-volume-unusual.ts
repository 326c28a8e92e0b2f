/** Behavior:EC2/TrafficVolumeUnusual: the host sends far more to one peer than it ever did. */

import type { Flow } from "../../../event-flow.ts";
import { isPublic } from "../../../net/ip-special.ts";
import { parseIp } from "../../../net/ip.ts";
import { isActor, isPeer, isTrusted, portKey, toPublic } from "../../../profile/flow-shape.ts";
import { peerOf } from "../../../profile/fold-flow.ts";
import {
  amountOn,
  dayOf,
  daysBefore,
  eachDay,
  type Habit,
  type HabitTable,
  isHabit,
  peakBefore,
} from "../../../profile/habits.ts";
import type { HostProfile } from "../../../profile/host-profile.ts";
import { groupFlows, largest } from "../../flow-groups.ts";
import { networkConnectionAction } from "../../host-actions.ts";
import type { HostDetector, HostMatch } from "../../host-detector.ts";
import { isLearned, mayBeLearned } from "../../host-learning.ts";
import { VOLUME_BYTES_MIN, VOLUME_KNOWN_FACTOR, VOLUME_NEW_FACTOR } from "../../host-thresholds.ts";
import { bytesText, hostWords, peerText } from "../../host-wording.ts";
import { sentence } from "../../wording.ts";

export const trafficVolumeUnusual: HostDetector = {
  type: "Behavior:EC2/TrafficVolumeUnusual",
  watches: "host",
  reads: ["flows"],
  summary: "The host sends far more bytes in a day to one public peer than on any day known of it.",
  misses:
    "Less than 100 MB a day, theft at the pace of the host's usual traffic, to private addresses, or fetched through a " +
    "service that the host offers anyway.",
  falsePositives: "The first full backup, a migration, a new destination of logs: from the next day on it is a habit.",
  attack: ["T1048", "T1567"],
  needs: ["flow", "profile"],
  detect(batch, { profile }) {
    if (!mayBeLearned(profile.flowDays) || !sentMuch(profile.habits.peers)) return [];
    const groups = groupFlows(batch.flows, (flow) => (isUpload(flow, profile) ? peerOf(flow) : null));
    return groups.flatMap(({ key, flows }): HostMatch[] => {
      const flow = largest(flows, ({ bytesOut }) => bytesOut);
      if (flow === null) return [];
      const day = dayOf(flow.lastMs);
      const sent = amountOn(profile.habits.peers.get(key), day);
      if (sent < VOLUME_BYTES_MIN || !isLearned(profile.flowDays, day)) return [];
      const usual = usualOf(profile.habits.peers, key, day);
      if (sent <= usual.limit) return [];
      const peer = peerText(profile, flow);
      return [
        {
          record: flow.record,
          timeMs: flow.firstMs,
          subject: [key],
          title: `${sentence(hostWords(batch))} is sending an unusual amount of data to ${peer}.`,
          description:
            `${sentence(hostWords(batch))} sent ${bytesText(sent)} to ${peer} on this day; ${usual.text}. ` +
            "Stolen data leaves so: see what was sent, and by which process.",
          resourceRole: "ACTOR",
          action: networkConnectionAction(flow),
          additionalInfo: {
            unusual: "outBytes",
            outBytes: Math.round(sent),
            inBytes: flows.reduce((sum, { bytesIn }) => sum + bytesIn, 0),
            localPort: flow.localPort,
          },
        },
      ];
    });
  },
};

/** On any day: without it, there is nothing to look for. */
function sentMuch(peers: HabitTable): boolean {
  for (const habit of peers.values()) if (most(habit) >= VOLUME_BYTES_MIN) return true;
  return false;
}

function most(habit: Habit): number {
  let bytes = 0;
  eachDay(habit, (_, amount) => {
    bytes = Math.max(bytes, amount);
  });
  return bytes;
}

/** What a client fetches from a service of the host is not the host's sending. */
function isUpload(flow: Flow, { habits }: HostProfile): boolean {
  if (!isPeer(flow) || !toPublic(flow) || isTrusted(flow) || flow.action === "REJECT") return false;
  if (isActor(flow)) return true;
  return !isHabit(habits.services, portKey(flow.protocol, flow.localPort), dayOf(flow.firstMs));
}

function usualOf(peers: HabitTable, key: string, day: number): { readonly limit: number; readonly text: string } {
  const own = peakBefore(peers.get(key), day);
  const days = daysBefore(peers.get(key), day);
  if (days > 0) {
    return {
      limit: own * VOLUME_KNOWN_FACTOR,
      text: `its largest of ${days} days with that peer was about ${bytesText(own)}`,
    };
  }
  let most = 0;
  for (const [peer, habit] of peers) {
    const ip = parseIp(peer);
    if (ip === null || isPublic(ip)) most = Math.max(most, peakBefore(habit, day));
  }
  return {
    limit: most * VOLUME_NEW_FACTOR,
    text: `it never spoke to that peer before, and its largest day with any public one was about ${bytesText(most)}`,
  };
}
