/** Logs around one host and one user, and what `scan` finds in them with lists of a text's making. */

import { writeFile } from "node:fs/promises";
import { scanLogs } from "../../cli/scan-logs.ts";
import { parseScanOptions } from "../../cli/scan-options.ts";
import { toGuardDuty } from "../../src/core/findings/formats/guardduty.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { record, records } from "../intake/cloudtrail-records.ts";
import { withFiles } from "./temp-folder.ts";

export const KEY = "AKIAIOSFODNN7EXAMPLE";
const ENI = "eni-0123456789abcdef0";
const FLOW_HEADER =
  "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status";

/** Both directions of a TCP connection, opened by the first address. */
export function connection(from: string, to: string, port: number, action = "ACCEPT", eni = ENI): string {
  const row = (source: string, target: string, ports: string): string =>
    `2 111122223333 ${eni} ${source} ${target} ${ports} 6 12 2400 1741600800 1741600860 ${action} OK`;
  const there = row(from, to, `50123 ${port}`);
  return action === "ACCEPT" ? `${there}\n${row(to, from, `${port} 50123`)}` : there;
}

export const out = (peer: string, port = 8443, action?: string): string => connection("10.0.1.20", peer, port, action);
export const into = (peer: string, port = 8443, action?: string): string => connection(peer, "10.0.1.20", port, action);

type Query = { readonly answer?: string; readonly blocked?: boolean };

export function query(name: string, { answer, blocked }: Query = {}): string {
  return JSON.stringify({
    version: "1.100000",
    account_id: "111122223333",
    region: "eu-west-1",
    vpc_id: "vpc-0123456789abcdef0",
    query_timestamp: "2025-03-10T10:00:00Z",
    query_name: `${name}.`,
    query_type: "A",
    query_class: "IN",
    rcode: "NOERROR",
    answers: answer === undefined ? [] : [{ Rdata: answer, Type: "A", Class: "IN" }],
    srcaddr: "10.0.1.20",
    srcport: "40000",
    transport: "UDP",
    srcids: { instance: "i-0123456789abcdef0" },
    ...(blocked === true
      ? { firewall_rule_action: "BLOCK", firewall_rule_group_id: "rslvr-frg-1", firewall_domain_list_id: "rslvr-fdl-1" }
      : {}),
  });
}

let nextId = 0;

export function call(
  sourceIPAddress: string,
  eventName: string,
  readOnly: boolean,
  key = "AKIAI44QH8DHBEXAMPLE",
): JsonObject {
  return record({
    eventID: `7b0a5a5e-0000-4000-8000-${String(++nextId).padStart(12, "0")}`,
    eventSource: "ec2.amazonaws.com",
    eventName,
    readOnly,
    sourceIPAddress,
    requestParameters: null,
    userIdentity: {
      type: "IAMUser",
      principalId: "AIDACKCEVSQ6C2EXAMPLE",
      arn: "arn:aws:iam::111122223333:user/alice",
      accountId: "111122223333",
      accessKeyId: key,
      userName: "alice",
    },
  });
}

export type Logs = {
  readonly calls?: readonly JsonObject[];
  readonly flows?: readonly string[];
  readonly queries?: readonly string[];
};

/** The findings that the logs give with these lists: [type, list that it names]. */
export async function found(lists: Readonly<Record<string, string | Uint8Array>>, logs: Logs): Promise<string[]> {
  const { calls = [], flows = [], queries = [] } = logs;
  const files = {
    ...(calls.length > 0 ? { "calls.json": records(...calls) } : {}),
    ...(flows.length > 0 ? { "flows.log": `${FLOW_HEADER}\n${flows.join("\n")}\n` } : {}),
    ...(queries.length > 0 ? { "queries.log": `${queries.join("\n")}\n` } : {}),
  };
  return await withFiles(files, async (folder) => {
    return await withFiles({}, async (listFolder) => {
      const args: string[] = [];
      for (const [category, text] of Object.entries(lists)) {
        const file = `${listFolder}/${category}.txt`;
        await writeFile(file, text);
        args.push("--list", `${category}=${file}`);
      }
      const options = parseScanOptions(["--no-feeds", ...args, folder]);
      if (!options.ok) throw new Error(options.error);
      const { findings } = await scanLogs(options.value, () => {});
      return findings.map((finding) => `${finding.type} < ${listNamed(toGuardDuty(finding))}`).sort();
    });
  });
}

function listNamed(finding: object): string {
  const { service } = JSON.parse(JSON.stringify(finding)) as {
    service: { evidence: { threatIntelligenceDetails: { threatListName: string }[] } | null };
  };
  return service.evidence?.threatIntelligenceDetails.map(({ threatListName }) => threatListName).join(", ") ?? "none";
}
