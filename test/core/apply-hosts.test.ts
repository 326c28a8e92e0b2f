import { expect, test } from "vitest";
import type { ProfileAnswer, ProfileHost } from "../../src/core/apply-chunk.ts";
import { applyHosts, UNKNOWN_REGION } from "../../src/core/apply-hosts.ts";
import { NO_FLOWS } from "../../src/core/group/flows.ts";
import type { SentHostBatch, Lookup } from "../../src/core/group/host-batch.ts";
import type { HostRecords } from "../../src/core/group/host-records.ts";
import { NO_CONTEXT } from "../../src/core/profile/account-context.ts";
import { factsFromRecord } from "../../src/core/profile/host-facts.ts";
import { packHostNames, renameHosts } from "../../src/core/profile/host-names.ts";

const CHUNK = { id: "c".repeat(32), bucket: 1 };
const EMPTY: ProfileAnswer = { sightings: [], faults: [], duplicates: 0 };

function records(host: string, record: number, region: string | null = "eu-west-1"): HostRecords {
  const question = { host, instanceId: null, interfaceId: null, vpcId: null, localIp: null };
  return { accountId: "1", region, question, flows: NO_FLOWS, lookups: [{ record } as Lookup] };
}

/** An inventory that knows of some names that they are the same host. */
function profilesKnowing(same: Readonly<Record<string, string>>) {
  const batches: SentHostBatch[] = [];
  const asked: string[] = [];
  const never = async (): Promise<ProfileAnswer> => {
    throw new Error("no call is in this chunk");
  };
  const host: ProfileHost = {
    account: async () => NO_CONTEXT,
    region: never,
    principal: never,
    host: async (_chunk, batch) => {
      batches.push(batch);
      return EMPTY;
    },
    forget: async () => {},
    deployed: async () => [],
    describe: async (_chunk, accountId, region, questions) => {
      asked.push(`${accountId}/${region}: ${questions.map((question) => question.host).join()}`);
      return questions.map((question) => ({
        ...factsFromRecord(question),
        host: same[question.host] ?? question.host,
      }));
    },
  };
  return { host, batches, asked };
}

test("an interface and an address of one instance are one batch, in the order of their records", async () => {
  const { host, batches, asked } = profilesKnowing({ "eni-1": "i-1", "vpc-1/10.0.0.1": "i-1" });
  const given = [records("eni-1", 1), records("eni-2", 2), records("vpc-1/10.0.0.1", 3)];
  const outcome = await applyHosts(CHUNK, given, host);
  expect(asked).toEqual(["1/eu-west-1: eni-1,eni-2,vpc-1/10.0.0.1"]);
  expect(batches.map((batch) => [batch.host, batch.lookups.map(({ record }) => record)])).toEqual([
    ["i-1", [1, 3]],
    ["eni-2", [2]],
  ]);
  expect(outcome.calls).toBe(3);
});

test("each Region is asked once, and what names none is kept apart", async () => {
  const { host, asked } = profilesKnowing({});
  await applyHosts(
    CHUNK,
    [records("a", 1), records("b", 2, "us-east-1"), records("c", 3), records("d", 4, null)],
    host,
  );
  expect(asked).toEqual(["1/eu-west-1: a,c", "1/us-east-1: b", `1/${UNKNOWN_REGION}: d`]);
});

test("a replay reaches the hosts that the first attempt reached, whatever was learned in between", () => {
  const questions = [records("eni-1", 1).question, records("eni-2", 2).question];
  const before = questions.map((question, at) => ({
    ...factsFromRecord(question),
    host: ["i-1", "eni-2"][at] as string,
  }));
  const after = questions.map((question, at) => ({ ...factsFromRecord(question), host: ["i-1", "i-2"][at] as string }));
  const remembered = packHostNames(questions, before);
  expect(renameHosts(questions, after, remembered).map(({ host }) => host)).toEqual(["i-1", "eni-2"]);
  const unnamed = packHostNames(questions, questions.map(factsFromRecord));
  expect(unnamed).toBeNull();
  expect(renameHosts(questions, after, unnamed).map(({ host }) => host)).toEqual(["eni-1", "eni-2"]);
});
