/** One Resolver query log record → DnsQuery, or the reason why not. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs-format.html */

import { type DnsAnswer, dnsAnswer, type DnsFirewall, type DnsQuery } from "../../event-dns.ts";
import { isObject, type Json, type JsonObject } from "../../json.ts";
import { DNS_NAME_CHARS_MAX } from "../../limits.ts";
import { type Ip, ipText, parseIp } from "../../net/ip.ts";
import { msFromIso } from "../../net/time.ts";
import { err, ok, type Result } from "../../result.ts";

/** What the object's key says, for records that leave it out. */
export type DnsDefaults = { readonly accountId: string; readonly region: string | null; readonly vpcId: string | null };

/** Records of the same second follow each other; reading a time costs as much as all the rest. */
type TimeMemo = { text: string; timeMs: number | null };

/** Fields are read as properties: none has a name that objects inherit, and `JSON.parse` makes own ones. */
export class DnsQueryMaker {
  readonly #defaults: DnsDefaults;
  readonly #time: TimeMemo = { text: "", timeMs: null };

  constructor(defaults: DnsDefaults) {
    this.#defaults = defaults;
  }

  /** `number`: of the record in its object, from 1. */
  make(value: Json | undefined, number: number): Result<DnsQuery> {
    if (!isObject(value)) return err("record is not an object");
    const logged = value["query_name"];
    if (typeof logged !== "string" || logged === "") return err("query_name: missing");
    if (logged.length > DNS_NAME_CHARS_MAX) return err(`query_name: longer than ${DNS_NAME_CHARS_MAX} characters`);
    const timeMs = this.#timeOf(value["query_timestamp"]);
    if (timeMs === null) return err("query_timestamp: not a time");
    const srcIp = typeof value["srcaddr"] === "string" ? parseIp(value["srcaddr"]) : null;
    const ids = value["srcids"];
    const instanceId = isObject(ids) ? text(ids["instance"]) : null;
    const vpcId = text(value["vpc_id"]) ?? this.#defaults.vpcId;
    const accountId = text(value["account_id"]) ?? this.#defaults.accountId;
    const host = instanceId ?? hostByAddress(vpcId ?? accountId, srcIp);
    if (host === null) return err("srcaddr: not an IP address");
    const name = withoutDot(logged);
    return ok({
      kind: "dns-query",
      record: number,
      timeMs,
      accountId,
      region: text(value["region"]) ?? this.#defaults.region,
      vpcId,
      host,
      instanceId,
      srcIp,
      srcPort: portOf(value["srcport"]),
      name,
      nameLower: name.toLowerCase(),
      type: word(value["query_type"], "UNKNOWN"),
      class: word(value["query_class"], "IN"),
      rcode: text(value["rcode"]),
      transport: text(value["transport"]),
      answers: answersOf(value["answers"]),
      firewall: firewallOf(value),
    });
  }

  #timeOf(value: Json | undefined): number | null {
    if (typeof value !== "string") return null;
    if (value !== this.#time.text) {
      this.#time.timeMs = msFromIso(value);
      this.#time.text = value;
    }
    return this.#time.timeMs;
  }
}

export function hostByAddress(place: string, ip: Ip | null): string | null {
  return ip === null ? null : `${place}/${ipText(ip)}`;
}

/** An escaped dot at the end (`\.`) belongs to the label. The root stays ".". */
export function withoutDot(name: string): string {
  return name.length > 1 && name.endsWith(".") && !name.endsWith("\\.") ? name.slice(0, -1) : name;
}

/** Null for what stands for nothing. */
export function text(value: Json | undefined): string | null {
  return typeof value === "string" && value !== "" && value !== "-" ? value : null;
}

/** Types without a name are logged as numbers. */
function word(value: Json | undefined, absent: string): string {
  return typeof value === "number" ? String(value) : (text(value) ?? absent);
}

function portOf(value: Json | undefined): number | null {
  const port = typeof value === "string" && /^\d{1,5}$/.test(value) ? Number(value) : value;
  return typeof port === "number" && Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : null;
}

const NO_ANSWERS: readonly DnsAnswer[] = [];

/** A list, or one answer by itself. Entries that are no answers are left out. */
function answersOf(value: Json | undefined): readonly DnsAnswer[] {
  if (Array.isArray(value)) return value.length === 0 ? NO_ANSWERS : value.filter(isObject).map(toAnswer);
  return isObject(value) ? [toAnswer(value)] : NO_ANSWERS;
}

/** AWS writes `Rdata`, exporters `rdata`. */
function toAnswer(answer: JsonObject): DnsAnswer {
  return dnsAnswer(
    word(answer["Rdata"] ?? answer["rdata"], ""),
    word(answer["Type"] ?? answer["type"], "UNKNOWN"),
    word(answer["Class"] ?? answer["class"], "IN"),
  );
}

function firewallOf(value: JsonObject): DnsFirewall | null {
  const action = text(value["firewall_rule_action"]);
  if (action === null) return null;
  return {
    action,
    ruleGroupId: text(value["firewall_rule_group_id"]),
    domainListId: text(value["firewall_domain_list_id"]),
  };
}
