/** Goal: what is found on an instance's role reaches the instance, once. Method: profiles in memory, chunks of calls and flows. */

import { expect, test } from "vitest";
import { applyChunk, type ProfileHost } from "../../src/core/apply-chunk.ts";
import { applyHosts } from "../../src/core/apply-hosts.ts";
import type { ApiCall } from "../../src/core/event.ts";
import { flowsIn } from "../../src/core/group/flows.ts";
import type { SentHostBatch } from "../../src/core/group/host-batch.ts";
import { memoryProfiles } from "../../src/core/memory-profiles.ts";
import { apiCall, identity } from "./detect/api-call.ts";
import { flow, HOST, HOUR_MS, MINUTE_MS, NOW } from "./detect/host-batches.ts";

const KALI = "aws-cli/2.15.0 Python/3.11.6 Linux/6.6.9-kali1-amd64";
const ROLE = identity({
  type: "AssumedRole",
  principal: "arn:aws:iam::111122223333:role/web",
  userName: "web",
  accessKeyId: "ASIAIOSFODNN7EXAMPLE",
  sessionName: HOST,
  issuedTo: "ec2",
});

const kali = (overrides: Partial<ApiCall> = {}): ApiCall =>
  apiCall({ id: "kali", timeMs: NOW + HOUR_MS, identity: ROLE, userAgent: KALI, ...overrides });

/** 400,000 packets of UDP to one address that never answers. */
const flood = flow({
  protocol: 17,
  remotePort: 9_999,
  packetsOut: 400_000,
  bytesOut: 40_000_000,
  packetsIn: 0,
  bytesIn: 0,
  lastMs: NOW + 5 * MINUTE_MS,
});

function watched(): { readonly profiles: ProfileHost; readonly batches: SentHostBatch[]; readonly chunks: string[] } {
  const inner = memoryProfiles();
  const batches: SentHostBatch[] = [];
  const chunks: string[] = [];
  const host: ProfileHost["host"] = (chunk, batch) => {
    batches.push(batch);
    chunks.push(chunk.id);
    return inner.host(chunk, batch);
  };
  return { profiles: { ...inner, host }, batches, chunks };
}

const applyCalls = (profiles: ProfileHost, ...calls: ApiCall[]) =>
  applyChunk({ id: "calls", bucket: 0 }, { number: 0, calls }, profiles);

function applyFlood(profiles: ProfileHost) {
  const question = { host: HOST, instanceId: HOST, interfaceId: null, vpcId: null, localIp: null };
  const records = [{ accountId: "111122223333", region: "eu-west-1", question, flows: flowsIn([flood]), lookups: [] }];
  return applyHosts({ id: "flows", bucket: 0 }, records, profiles);
}

test("a flood and a finding on the instance's role are a sequence, whichever comes first", async () => {
  const [one, other] = [memoryProfiles(), memoryProfiles()];
  expect((await applyFlood(one)).sightings.map(({ latest }) => latest.type)).toEqual([
    "Backdoor:EC2/DenialOfService.Udp",
  ]);
  const found = await applyCalls(one, kali());
  expect(found.faults).toEqual([]);
  expect(found.sightings.map(({ latest }) => latest.type).sort()).toEqual([
    "AttackSequence:EC2/CompromisedInstanceGroup",
    "PenTest:IAMUser/KaliLinux",
  ]);
  const sequence = found.sightings.find(({ latest }) => latest.type.startsWith("AttackSequence"));
  expect(sequence?.latest).toMatchObject({ region: "eu-west-1", resource: { instanceDetails: { instanceId: HOST } } });
  expect(JSON.stringify(sequence?.latest)).toContain("PenTest:IAMUser/KaliLinux");

  await applyCalls(other, kali());
  const later = await applyFlood(other);
  // The flood came before the call: it adds to a story whose last piece is known.
  expect(later.sightings.map(({ latest }) => latest.type)).toContain("AttackSequence:EC2/CompromisedInstanceGroup");
});

test("the signal says who, from where, what, and when", async () => {
  const { profiles, batches, chunks } = watched();
  await applyCalls(profiles, kali());
  expect(batches).toMatchObject([
    {
      accountId: "111122223333",
      region: "eu-west-1",
      host: HOST,
      flows: { length: 0 },
      lookups: [],
      signals: [
        {
          source: "cloudtrail",
          name: "PenTest:IAMUser/KaliLinux",
          severity: 5,
          timeMs: NOW + HOUR_MS,
          endpoint: "198.51.100.7",
          actor: `web/${HOST}`,
        },
      ],
    },
  ]);
  await applyCalls(watched().profiles, kali());
  expect(chunks).toHaveLength(1);
  expect(chunks[0]).toMatch(/^[0-9a-f]{32}$/);
});

test("a role used in another Region tells of the instance where it is", async () => {
  const { profiles, batches } = watched();
  await applyCalls(profiles, kali({ id: "usual", userAgent: "aws-sdk", region: "eu-west-1" }));
  await applyCalls(profiles, kali({ region: "ap-south-1" }));
  expect(batches.map(({ region }) => region)).toEqual(["eu-west-1"]);
});

test("findings on users, functions and quiet instances reach no host", async () => {
  const { profiles, batches } = watched();
  await applyCalls(profiles, kali({ identity: identity() }));
  await applyCalls(profiles, kali({ identity: { ...ROLE, issuedTo: "lambda", sessionName: "thumbnails" } }));
  await applyCalls(profiles, kali({ userAgent: "aws-sdk" }));
  expect(batches).toEqual([]);
});
