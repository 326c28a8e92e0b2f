/** Log text for Slack: every name in a log is attacker-written, and none may mention, link, format or hide anything. */

import { cleanText } from "../core/findings/clean-text.ts";

/** Slack's three control characters. Source: Slack API, "Formatting text for app surfaces", escaping text. */
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Scheme colons and mass mentions are broken as well: receivers that imitate Slack's webhooks act on the bare words. */
function defanged(text: string): string {
  return text
    .replaceAll("`", "'")
    .replace(/:\/\//g, "[:]//")
    .replace(/(mailto|tel|slack):/gi, "$1[:]")
    .replace(/www\./gi, "www[.]")
    .replace(/[@＠](?=channel|here|everyone|all|group)/gi, "(at)");
}

/** Escaped text for a `plain_text` object, at most `charsMax` characters with its entities, none of them cut in two. */
export function slackText(text: string, charsMax: number): string {
  let escaped = "";
  for (const character of defanged(cleanText(text, charsMax))) {
    const next = ENTITIES[character] ?? character;
    if (escaped.length + next.length > charsMax - 1) return `${escaped}…`;
    escaped += next;
  }
  return escaped;
}
