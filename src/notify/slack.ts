/** Finding → message for a Slack incoming webhook (Block Kit). Log text stands in `plain_text` objects only. */

import { type Finding, type SeverityLabel, severityLabel } from "../core/finding.ts";
import { type JsonObject, objectField, stringField } from "../core/json.ts";
import { SLACK_DESCRIPTION_CHARS_MAX, SLACK_FIELD_CHARS_MAX, SLACK_HEADER_CHARS_MAX } from "../core/limits.ts";
import { isoFromMs } from "../core/net/time.ts";
import { slackText } from "./slack-text.ts";

const COLOURS: Readonly<Record<SeverityLabel, string>> = {
  Critical: "#8b0000",
  High: "#d13212",
  Medium: "#f2a900",
  Low: "#2074d5",
};

/** Affected resources that are named; a field holds 400 characters anyway. */
const RESOURCES_SHOWN = 5;

function plain(text: string): JsonObject {
  return { type: "plain_text", text, emoji: false };
}

function labelled(label: string, value: string): JsonObject {
  return plain(`${label}\n${slackText(value === "" ? "not in the log" : value, SLACK_FIELD_CHARS_MAX)}`);
}

function joined(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join(", ");
}

function who(finding: Finding): string {
  const details = objectField(finding.latest.resource, "accessKeyDetails");
  return joined(["userName", "userType", "accessKeyId"].map((name) => stringField(details, name)));
}

function what(call: JsonObject | null): string {
  return joined(["api", "serviceName", "errorCode"].map((name) => stringField(call, name)));
}

function where(call: JsonObject | null): string {
  const ip = objectField(call, "remoteIpDetails");
  const domain = stringField(objectField(call, "domainDetails"), "domain");
  return joined([stringField(ip, "ipAddressV4"), stringField(ip, "ipAddressV6"), domain]);
}

function affected(call: JsonObject | null): string {
  const resources = Object.entries(objectField(call, "affectedResources") ?? {});
  return joined(resources.slice(0, RESOURCES_SHOWN).map(([type, name]) => `${type} ${String(name)}`));
}

function fieldsOf(finding: Finding): JsonObject[] {
  const call = objectField(finding.latest.action, "awsApiCallAction");
  return [
    labelled("Severity", `${severityLabel(finding.severity)} (${finding.severity})`),
    labelled("Type", finding.type),
    labelled("Who", who(finding)),
    labelled("What", what(call)),
    labelled("From", where(call)),
    labelled("On", affected(call)),
    labelled("Account, Region", `${finding.accountId}, ${finding.region}`),
    labelled("First seen", isoFromMs(finding.firstMs)),
    labelled("Last seen", isoFromMs(finding.lastMs)),
    labelled("Count", String(finding.count)),
  ];
}

/** The only `mrkdwn` of the message: the URL is configuration, the id is hex. */
function linkTo(finding: Finding, publicUrl: string | null): JsonObject {
  if (publicUrl === null) return plain(`Finding ${finding.id}`);
  return { type: "mrkdwn", text: `<${publicUrl}/v1/findings/${finding.id}|Finding ${finding.id}>` };
}

export function slackMessage(finding: Finding, publicUrl: string | null): JsonObject {
  const label = severityLabel(finding.severity);
  const { title, description } = finding.latest;
  // The text of push notifications is mrkdwn: nothing of the log but account and Region goes into it.
  const place = slackText(`${finding.accountId}, ${finding.region}`, SLACK_FIELD_CHARS_MAX);
  const blocks = [
    { type: "header", text: plain(slackText(`${label}: ${title}`, SLACK_HEADER_CHARS_MAX)) },
    { type: "section", text: plain(slackText(description, SLACK_DESCRIPTION_CHARS_MAX) || "No description.") },
    { type: "section", fields: fieldsOf(finding) },
    { type: "context", elements: [linkTo(finding, publicUrl)] },
  ];
  return {
    text: `${label}: ${slackText(finding.type, SLACK_FIELD_CHARS_MAX)} in ${place}`,
    unfurl_links: false,
    unfurl_media: false,
    attachments: [{ color: COLOURS[label], blocks }],
  };
}
