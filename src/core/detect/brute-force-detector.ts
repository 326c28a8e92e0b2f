/** The three BruteForce types: many short connections to a port that people log in at, or from one peer to the host's own. */

import { SEVERITY } from "../finding.ts";
import { dayOf, peakBefore } from "../profile/habits.ts";
import { isActor, isAnswered, isPeer, isTrusted } from "../profile/flow-shape.ts";
import { loginKey } from "../profile/fold-flow.ts";
import { mayPeak, peakSums } from "../profile/sum-window.ts";
import { groupFlows, largest } from "./flow-groups.ts";
import { networkConnectionAction } from "./host-actions.ts";
import type { HostDetector, HostMatch } from "./host-detector.ts";
import { LOGIN_CONNECTIONS_MIN, LOGIN_HABIT_SHARE, LOGIN_WINDOW_MINUTES } from "./host-thresholds.ts";
import { count, hostWords, peerText } from "./host-wording.ts";
import { sentence } from "./wording.ts";

/** Bytes of a mean connection, both ways: less was no log-in, more was a session. */
type Attempt = { readonly bytesMin: number; readonly bytesMax: number };

export function bruteForceDetector(
  ports: readonly number[],
  service: string,
  { bytesMin, bytesMax }: Attempt,
  prose: Pick<HostDetector, "type" | "summary" | "misses" | "falsePositives" | "attack">,
): HostDetector {
  return {
    ...prose,
    watches: "host",
    reads: ["flows"],
    needs: ["flow"],
    detect(batch, { profile }) {
      if (!mayPeak(profile.sums.logins, "", LOGIN_CONNECTIONS_MIN)) return [];
      const groups = groupFlows(batch.flows, (flow) => {
        const acts = isActor(flow);
        const port = acts ? flow.remotePort : flow.localPort;
        if (port === null || !ports.includes(port) || !isAnswered(flow) || !isPeer(flow) || isTrusted(flow))
          return null;
        return acts || flow.initiator === "remote" ? loginKey(flow, port) : null;
      });
      return groups.flatMap(({ key, flows, first, last }): HostMatch[] => {
        const sums = peakSums(profile.sums.logins.get(key), LOGIN_WINDOW_MINUTES, first, last);
        const [connections = 0, , bytes = 0] = sums;
        const flow = largest(flows, ({ records }) => records);
        if (flow === null || connections < LOGIN_CONNECTIONS_MIN) return [];
        if (bytes < connections * bytesMin || bytes > connections * bytesMax) return [];
        const usual = peakBefore(profile.habits.logins.get(key), dayOf(flow.firstMs));
        if (usual >= connections * LOGIN_HABIT_SHARE) return [];
        const acts = isActor(flow);
        const host = hostWords(batch);
        const peer = peerText(profile, flow);
        return [
          {
            record: flow.record,
            timeMs: flow.firstMs,
            // One finding a host and role, whoever the other end is.
            subject: [acts ? "ACTOR" : "TARGET"],
            severity: acts ? SEVERITY.high : SEVERITY.low,
            title: acts
              ? `${sentence(host)} is guessing ${service} passwords at ${peer}.`
              : `${service} passwords of ${host} are being guessed from ${peer}.`,
            description:
              `${count(connections)} short ${service} connections went from ${acts ? host : peer} to ${acts ? peer : host} ` +
              `within ${LOGIN_WINDOW_MINUTES} minutes. ` +
              (acts
                ? "Attackers use hosts that they hold to guess their way into others: look for the process that does it."
                : "Close the port to strangers, and see whether one of the attempts led to a longer session."),
            resourceRole: acts ? "ACTOR" : "TARGET",
            action: networkConnectionAction(flow),
            additionalInfo: { connections, inBytes: flow.bytesIn, outBytes: flow.bytesOut, localPort: flow.localPort },
          },
        ];
      });
    },
  };
}
