import { spambot } from "../../../../../src/core/detect/detectors/host/backdoor-ec2-spambot.ts";
import { dnsAnswer } from "../../../../../src/core/event-dns.ts";
import { batch, flow, inbound, ip, lookup } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { BENIGN, KNOWN_HOST, probe, publicIp, usual } from "../../host-traffic.ts";

const MAIL = { remotePort: 25, bytesOut: 20_000, packetsOut: 30 };
const SES_ANSWER = [dnsAnswer("198.51.100.7", "A", "IN")];

function spam(servers: number) {
  return batch(
    Array.from({ length: servers }, (_, index) => flow({ ...MAIL, record: index + 1, remoteIp: publicIp(index) })),
  );
}

export default hostDetectorTests(
  spambot,
  [
    [
      "the first mail of a host that is known",
      batch([flow(MAIL)]),
      { subject: [], additionalInfo: { unusual: 25 } },
      KNOWN_HOST,
    ],
    ["mail from a new host to very many servers", spam(60)],
  ],
  [
    ...BENIGN,
    ["the first mail of a new host", batch([flow(MAIL)])],
    ["a relay's own mail", spam(60), usual(MAIL)],
    ["a new mail server, which takes mail as well", batch([...spam(60).flows, inbound({ localPort: 25 })])],
    ["a relay inside", batch([flow({ ...MAIL, remoteIp: ip("10.0.0.25") })]), KNOWN_HOST],
    [
      "Amazon SES",
      batch([flow(MAIL)], [lookup({ name: "email-smtp.eu-west-1.amazonaws.com", answers: SES_ANSWER })]),
      KNOWN_HOST,
    ],
    [
      "a port that nobody answers on: AWS blocks it",
      batch([probe({ remotePort: 25, packetsIn: 0, bytesIn: 0 })]),
      KNOWN_HOST,
    ],
    ["submission by a user", batch([flow({ ...MAIL, remotePort: 587 })]), KNOWN_HOST],
  ],
);
