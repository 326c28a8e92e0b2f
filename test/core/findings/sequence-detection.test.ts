/** Both kinds of attack sequence against the members that GuardDuty's API model requires. */

import { expect, test } from "vitest";
import { MARKS } from "../../../src/core/behaviour/marks.ts";
import { callSequence } from "../../../src/core/behaviour/call-sequence.ts";
import { hostSequence } from "../../../src/core/detect/host-sequence.ts";
import type { JsonObject } from "../../../src/core/json.ts";
import type { HostSignal } from "../../../src/core/profile/host-signals.ts";
import { step } from "../behaviour/steps.ts";
import { apiCall } from "../detect/api-call.ts";
import { batch, NOW } from "../detect/host-batches.ts";

const steps = [
  step("iam:CreateAccessKey", "Persistence", 3, { marks: MARKS.newWhere, ip: "198.51.100.7" }),
  step("cloudtrail:StopLogging", "DefenseEvasion", 3, { told: "Recon:IAMUser/TorIPCaller", ip: "198.51.100.7" }),
];
const signal = (changes: Partial<HostSignal>): HostSignal => ({
  source: "flow",
  name: "Backdoor:EC2/C&CActivity.B",
  severity: 8,
  timeMs: NOW,
  endpoint: "198.51.100.7",
  actor: null,
  description: "Something happened.",
  ...changes,
});
const story = [
  signal({}),
  signal({ name: "Beacon", severity: 1, endpoint: "203.0.113.4" }),
  signal({
    source: "cloudtrail",
    name: "Exfiltration:IAMUser/AnomalousBehavior",
    actor: "web/i-1",
    endpoint: "2001:db8::1",
  }),
  signal({ source: "dns", name: "CryptoCurrency:EC2/BitcoinTool.B!DNS", endpoint: "pool.example.org" }),
];

type Sequence = {
  uid: string;
  description: string;
  actors: { id: string; user?: JsonObject }[];
  endpoints: { id: string; ip?: string; domain?: string }[];
  resources?: JsonObject[];
  signals: Record<string, unknown>[];
  sequenceIndicators: { key: string; values: string[]; title: string }[];
};
const sequenceIn = ({ sequence }: JsonObject) => sequence as unknown as Sequence;
const ofCalls = sequenceIn(callSequence(apiCall(), { steps, tactics: ["DefenseEvasion", "Persistence"] }, "Why."));
const ofHost = sequenceIn(hostSequence(batch([]), "Why.", story));

test.each([
  ["of calls", ofCalls],
  ["of a host", ofHost],
])("a sequence %s has what the API model requires, and its references lead somewhere", (_, sequence) => {
  expect(sequence).toMatchObject({ uid: expect.stringMatching(/^[0-9a-f]{32}$/), description: "Why." });
  const [actors, endpoints] = [sequence.actors, sequence.endpoints].map((list) => new Set(list.map(({ id }) => id)));
  for (const one of sequence.signals) {
    for (const name of ["uid", "type", "name", "createdAt", "updatedAt", "firstSeenAt", "lastSeenAt"]) {
      expect(one[name], name).toEqual(expect.stringMatching(/./));
    }
    expect(one).toMatchObject({ severity: expect.any(Number), count: 1 });
    for (const id of one["actorIds"] as string[]) expect(actors).toContain(id);
    for (const id of one["endpointIds"] as string[]) expect(endpoints).toContain(id);
  }
  for (const { user } of sequence.actors) {
    expect(user).toMatchObject({ name: expect.any(String), uid: expect.any(String), type: expect.any(String) });
  }
  for (const { key, values, title } of sequence.sequenceIndicators) {
    expect([key, values.length > 0, title.length > 0]).toEqual([expect.stringMatching(/^[A-Z_]+$/), true, true]);
  }
});

test("a host's sequence names it, its role's sessions, and what is bad about the far ends", () => {
  expect(ofHost.resources).toMatchObject([{ uid: "i-0123456789abcdef0", resourceType: "EC2_INSTANCE" }]);
  expect(ofHost.actors).toMatchObject([{ user: { name: "web", type: "AssumedRole" }, session: { uid: "i-1" } }]);
  expect(ofHost.endpoints.map(({ ip, domain }) => ip ?? domain)).toEqual([
    "198.51.100.7",
    "203.0.113.4",
    "2001:db8::1",
    "pool.example.org",
  ]);
  expect(ofHost.signals.map(({ type }) => type)).toEqual(["FINDING", "FLOW_LOGS", "FINDING", "FINDING"]);
  expect(ofHost.sequenceIndicators.map(({ key, values }) => [key, values])).toEqual([
    ["ATTACK_TACTIC", ["Exfiltration"]],
    ["CRYPTOMINING_DOMAIN", ["pool.example.org"]],
    ["MALICIOUS_IP", ["198.51.100.7"]],
  ]);
});
