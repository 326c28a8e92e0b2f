/** Finding → Slack message. Source: Slack API, Block Kit and "Formatting text for app surfaces". */

import { cleanText } from "../core/findings/clean-text.ts";
import { type Finding, severityLabel } from "../core/finding.ts";
import { isoTime } from "../core/net/time.ts";
import type { JsonObject } from "../core/json.ts";

/** Slack's caps: 150 characters a header, 2,000 a field, 3,000 a text. */
const HEADER_CHARS_MAX = 150;
const TEXT_CHARS_MAX = 2_000;
const FIELD_CHARS_MAX = 300;

const COLORS = { Low: "#3f7cac", Medium: "#d9a400", High: "#d9480f", Critical: "#b00020" } as const;

/**
 * All text goes out as `plain_text`, in which Slack reads no mention, link or formatting; `text`, the fallback of
 * notifications, is escaped besides. Names in it come from logs, which attackers write.
 */
export function slackMessage(finding: Finding, publicUrl: string | undefined): JsonObject {
  const label = severityLabel(finding.severity);
  const headline = `${label}: ${finding.latest.title}`;
  return {
    text: escapeMrkdwn(cleanText(headline, HEADER_CHARS_MAX)),
    attachments: [{ color: COLORS[label], blocks: blocks(finding, headline, publicUrl) }],
  };
}

function blocks(finding: Finding, headline: string, publicUrl: string | undefined): JsonObject[] {
  const { latest } = finding;
  const fields = [
    ["Type", finding.type],
    ["Severity", `${severityLabel(finding.severity)} (${finding.severity})`],
    ["Account", finding.accountId],
    ["Region", finding.region],
    ["First seen", isoTime(finding.firstMs)],
    ["Last seen", isoTime(finding.lastMs)],
    ["Count", String(finding.count)],
    ["Finding", finding.id],
  ] as const;
  const list: JsonObject[] = [
    { type: "header", text: plain(headline, HEADER_CHARS_MAX) },
    { type: "section", text: plain(latest.description, TEXT_CHARS_MAX) },
    { type: "section", fields: fields.map(([name, value]) => plain(`${name}: ${value}`, FIELD_CHARS_MAX)) },
  ];
  if (publicUrl === undefined) return list;
  const url = `${publicUrl.replace(/\/+$/, "")}/v1/findings/${finding.id}`;
  return [...list, { type: "actions", elements: [{ type: "button", text: plain("Open the finding", 75), url }] }];
}

/** `emoji: false`: a `:name:` in a log stays what it is. */
function plain(text: string, charsMax: number): JsonObject {
  return { type: "plain_text", text: cleanText(text, charsMax) || "-", emoji: false };
}

/** `&`, `<` and `>` start Slack's mentions and links; the rest would format. */
export function escapeMrkdwn(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[*_~`@|]/g, (char) => LOOKALIKES[char] ?? char);
}

/** Full-width twins read the same and format nothing. */
const LOOKALIKES: Readonly<Record<string, string>> = { "*": "＊", _: "＿", "~": "～", "`": "｀", "@": "＠", "|": "｜" };
