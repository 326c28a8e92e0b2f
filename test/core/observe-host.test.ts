import { expect, test } from "vitest";
import { HOST_DETECTORS } from "../../src/core/detect/host-catalogue.ts";
import type { HostDetector } from "../../src/core/detect/host-detector.ts";
import { sha256Hex } from "../../src/core/hash.ts";
import { observeHost } from "../../src/core/observe-host.ts";
import { packHostProfile, unpackHostProfile } from "../../src/core/profile/host-profile-codec.ts";
import type { HostSignal } from "../../src/core/profile/host-signals.ts";
import { emptyHostProfile } from "../../src/core/profile/host-profile.ts";
import { addressFacts, batch, flow, HOUR_MS, inbound, ip, lookup, MINUTE_MS, NOW } from "./detect/host-batches.ts";
import { attempts, BACKGROUND_NOISE, BENIGN, scan } from "./detect/host-traffic.ts";

const TUNNEL = batch(
  [],
  Array.from({ length: 300 }, (_, index) =>
    lookup({ record: index + 1, name: `${sha256Hex([String(index)]).slice(0, 50)}.t.example.org`, type: "TXT" }),
  ),
);
const SCAN = batch(scan(200, 2, { remoteIp: ip("10.0.9.9") }));

function types(batches: readonly ReturnType<typeof batch>[], pack: boolean): string[] {
  let profile = emptyHostProfile(["1", "eu-west-1", "i-1"]);
  return batches.flatMap((one, at) => {
    if (pack) profile = unpackHostProfile(packHostProfile(profile));
    const { hits, faults } = observeHost(profile, one, `chunk${at}`, HOST_DETECTORS);
    expect(faults).toEqual([]);
    return hits.map(({ type }) => type);
  });
}

test.each([false, true])(
  "names and flows of one day tell one story, whether packed between batches (%s) or not",
  (pack) => {
    expect(types([TUNNEL, SCAN], pack)).toEqual([
      "Trojan:EC2/DNSDataExfiltration",
      "Recon:EC2/Portscan",
      "AttackSequence:EC2/CompromisedInstanceGroup",
    ]);
  },
);

test("signals of CloudTrail need neither flow nor query", () => {
  const stolen: HostSignal = {
    source: "cloudtrail",
    name: "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
    severity: 8,
    timeMs: NOW + HOUR_MS,
    endpoint: "203.0.113.4",
    actor: "web/i-1",
    description: "Used outside.",
  };
  expect(types([TUNNEL, { ...batch([]), signals: [stolen] }], true)).toEqual([
    "Trojan:EC2/DNSDataExfiltration",
    "AttackSequence:EC2/CompromisedInstanceGroup",
  ]);
});

test("what is done to a host is no sign that it acts", () => {
  const tries = attempts(300, 5_000, { initiator: "remote", localPort: 22, remotePort: 50_000 });
  expect(types([batch([tries]), TUNNEL], false)).toEqual([
    "UnauthorizedAccess:EC2/SSHBruteForce",
    "Trojan:EC2/DNSDataExfiltration",
  ]);
});

test("everyday traffic raises nothing, with all detectors", () => {
  for (const [claim, one, history = []] of BENIGN) {
    expect(types([...history, one], false), claim).toEqual([]);
  }
});

test("noise before an attack hides nothing", () => {
  expect(types([BACKGROUND_NOISE, SCAN], true)).toEqual(["Recon:EC2/Portscan"]);
});

test("a beacon is a signal and no finding", () => {
  const profile = emptyHostProfile([]);
  for (let at = 0; at < 20; at++) {
    const firstMs = NOW + at * 5 * MINUTE_MS;
    const { hits } = observeHost(
      profile,
      batch([flow({ firstMs, lastMs: firstMs + 1_000 })]),
      `c${at}`,
      HOST_DETECTORS,
    );
    expect(hits).toEqual([]);
  }
  expect(profile.signals.map(({ name, endpoint }) => [name, endpoint])).toEqual([["Beacon", "198.51.100.7"]]);
  expect(types([batch([inbound({ remote: addressFacts() })])], false)).toEqual([]);
});

test("a detector that throws is a fault, and the others go on", () => {
  const broken = {
    ...(HOST_DETECTORS[0] as HostDetector),
    detect: () => {
      throw new Error("broken");
    },
  };
  const { hits, faults } = observeHost(emptyHostProfile([]), SCAN, "chunk", [broken, ...HOST_DETECTORS]);
  expect(faults).toEqual([{ type: broken.type, eventId: `chunk/${SCAN.host}`, message: "broken" }]);
  expect(hits.map(({ type }) => type)).toEqual(["Recon:EC2/Portscan"]);
});
