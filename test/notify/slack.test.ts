import { expect, test } from "vitest";
import type { Finding } from "../../src/core/finding.ts";
import { findingFromSighting } from "../../src/core/findings/merge.ts";
import { sightingsOf } from "../../src/core/findings/sighting.ts";
import type { Hit } from "../../src/core/finding.ts";
import { isObject, type Json } from "../../src/core/json.ts";
import { slackMessage } from "../../src/notify/slack.ts";
import { slackText } from "../../src/notify/slack-text.ts";
import { aHit } from "../core/findings/samples.ts";
import { HOSTILE_TEXTS } from "./hostile-texts.ts";

const MARK = "MARK";

function aFinding(override: Partial<Hit> = {}): Finding {
  const [sighting] = sightingsOf([aHit(override)], "chunk");
  if (sighting === undefined) throw new Error("a hit gives a sighting");
  return findingFromSighting(sighting, Date.UTC(2024, 6, 31, 13, 10));
}

/** Every field of a finding that a log may write, each set to one text. */
const FIELDS: Record<string, (text: string) => Partial<Hit>> = {
  title: (title) => ({ title }),
  description: (description) => ({ description }),
  accountId: (accountId) => ({ accountId }),
  region: (region) => ({ region }),
  ...Object.fromEntries(
    ["userName", "userType", "accessKeyId"].map((name) => [
      name,
      (text: string) => ({ resource: { accessKeyDetails: { [name]: text } } }),
    ]),
  ),
  ...Object.fromEntries(
    ["api", "serviceName", "errorCode"].map((name) => [
      name,
      (text: string) => ({ action: { awsApiCallAction: { [name]: text } } }),
    ]),
  ),
  ip: (text) => ({ action: { awsApiCallAction: { remoteIpDetails: { ipAddressV4: text } } } }),
  domain: (domain) => ({ action: { awsApiCallAction: { domainDetails: { domain } } } }),
  resourceType: (text) => ({ action: { awsApiCallAction: { affectedResources: { [text]: "x" } } } }),
  resourceName: (text) => ({ action: { awsApiCallAction: { affectedResources: { "AWS::S3::Bucket": text } } } }),
};

type TextObject = { type: string; text: string; emoji?: boolean };

/** All text objects of a message, and the bare strings beside them. */
function textsOf(value: Json | undefined, objects: TextObject[] = [], bare: string[] = []) {
  if (typeof value === "string") bare.push(value);
  else if (Array.isArray(value)) for (const item of value) textsOf(item, objects, bare);
  else if (isObject(value)) {
    const { type, text } = value;
    if ((type === "plain_text" || type === "mrkdwn") && typeof text === "string") objects.push(value as TextObject);
    else for (const item of Object.values(value)) textsOf(item, objects, bare);
  }
  return { objects, bare };
}

test("there are sixty hostile texts", () => {
  expect(HOSTILE_TEXTS.length).toBeGreaterThanOrEqual(60);
  expect(new Set(HOSTILE_TEXTS).size).toBe(HOSTILE_TEXTS.length);
});

test.each(Object.keys(FIELDS))("no text of a log in %s mentions, links, formats or hides anything", (name) => {
  for (const hostile of HOSTILE_TEXTS) {
    const message = slackMessage(aFinding(FIELDS[name]?.(`${MARK}${hostile}`) ?? {}), "https://watch.example.com");
    const { objects, bare } = textsOf(message);
    for (const { type, text, emoji } of objects) {
      if (type === "mrkdwn") {
        expect(text).toMatch(/^<https:\/\/watch\.example\.com\/v1\/findings\/[0-9a-f]{32}\|Finding [0-9a-f]{32}>$/);
        continue;
      }
      expect(emoji).toBe(false);
      expect(text.length).toBeGreaterThan(0);
    }
    const shown = [...objects.filter(({ type }) => type === "plain_text").map(({ text }) => text), ...bare];
    for (const text of shown) {
      expect(text).not.toMatch(/[<>`]|:\/\/|www\.|mailto:|[@＠](channel|here|everyone)/i);
      expect(text).not.toMatch(/&(?!amp;|lt;|gt;)/);
      // A label and its value are two lines; nothing else is.
      expect(text.replace(/^[\w ,]+\n/, "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    }
    expect(objects.some(({ text }) => text.includes(MARK))).toBe(true);
  }
});

test("lengths stay within Slack's, however long a name is", () => {
  for (const make of Object.values(FIELDS)) {
    for (const text of ["<".repeat(10_000), "&🙂".repeat(10_000)]) {
      const { objects } = textsOf(slackMessage(aFinding(make(text)), null));
      expect(objects[0]?.text.length).toBeLessThanOrEqual(150);
      for (const object of objects) expect(object.text.length).toBeLessThanOrEqual(2000);
    }
  }
});

test.each([
  ["a & b", "a &amp; b"],
  ["<!channel>", "&lt;!channel&gt;"],
  ["https://x.example.com", "https[:]//x.example.com"],
  ["@here now", "(at)here now"],
  ["user@example.com", "user@example.com"],
  ["a`b", "a'b"],
])("%j is shown as %j", (text, shown) => {
  expect(slackText(text, 200)).toBe(shown);
});

test("an entity is never cut in two", () => {
  for (let max = 1; max < 20; max++) {
    const text = slackText("a&<>&<>&<>", max);
    expect(text.length).toBeLessThanOrEqual(max);
    expect(text).not.toMatch(/&(?!amp;|lt;|gt;)/);
  }
});

test("a whole message", () => {
  expect(slackMessage(aFinding({ severity: 8 }), "https://watch.example.com")).toMatchInlineSnapshot(`
    {
      "attachments": [
        {
          "blocks": [
            {
              "text": {
                "emoji": false,
                "text": "High: alice stopped the trail trail-one.",
                "type": "plain_text",
              },
              "type": "header",
            },
            {
              "text": {
                "emoji": false,
                "text": "The user alice called StopLogging on the trail trail-one from 198.51.100.7.",
                "type": "plain_text",
              },
              "type": "section",
            },
            {
              "fields": [
                {
                  "emoji": false,
                  "text": "Severity
    High (8)",
                  "type": "plain_text",
                },
                {
                  "emoji": false,
                  "text": "Type
    Stealth:IAMUser/CloudTrailLoggingDisabled",
                  "type": "plain_text",
                },
                {
                  "emoji": false,
                  "text": "Who
    alice, IAMUser, AKIAIOSFODNN7EXAMPLE",
                  "type": "plain_text",
                },
                {
                  "emoji": false,
                  "text": "What
    StopLogging, cloudtrail.amazonaws.com",
                  "type": "plain_text",
                },
                {
                  "emoji": false,
                  "text": "From
    198.51.100.7",
                  "type": "plain_text",
                },
                {
                  "emoji": false,
                  "text": "On
    AWS::CloudTrail::Trail trail-one",
                  "type": "plain_text",
                },
                {
                  "emoji": false,
                  "text": "Account, Region
    111122223333, us-east-1",
                  "type": "plain_text",
                },
                {
                  "emoji": false,
                  "text": "First seen
    2024-07-31T13:06:24.000Z",
                  "type": "plain_text",
                },
                {
                  "emoji": false,
                  "text": "Last seen
    2024-07-31T13:06:24.000Z",
                  "type": "plain_text",
                },
                {
                  "emoji": false,
                  "text": "Count
    1",
                  "type": "plain_text",
                },
              ],
              "type": "section",
            },
            {
              "elements": [
                {
                  "text": "<https://watch.example.com/v1/findings/e95fa035ae7046f5bf35c680eda9ff90|Finding e95fa035ae7046f5bf35c680eda9ff90>",
                  "type": "mrkdwn",
                },
              ],
              "type": "context",
            },
          ],
          "color": "#d13212",
        },
      ],
      "text": "High: Stealth:IAMUser/CloudTrailLoggingDisabled in 111122223333, us-east-1",
      "unfurl_links": false,
      "unfurl_media": false,
    }
  `);
});

test("without a public URL the finding is named by its id", () => {
  expect(JSON.stringify(slackMessage(aFinding(), null))).not.toContain("mrkdwn");
});
