/** Whatever changes in a valid request, the signature must notice. */

import { expect, test } from "vitest";
import { verifySigV4 } from "../../src/aws/sigv4.ts";
import { sha256Hex } from "../../src/aws/sigv4/digest.ts";
import { expectation, sign } from "./sigv4-fixtures.ts";

interface Parts {
  method: string;
  url: string;
  headers: Map<string, string>;
  body: string;
}

/** A small seeded generator (xorshift32): the same mutations in every run. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

function changeChar(text: string, random: (below: number) => number): string {
  const at = random(text.length);
  const old = text.charAt(at);
  const letter = LETTERS.charAt(random(LETTERS.length));
  const fresh = letter === old ? "_" : letter;
  const kind = random(3);
  if (kind === 0) return `${text.slice(0, at)}${fresh}${text.slice(at + 1)}`;
  return kind === 1 ? `${text.slice(0, at)}${fresh}${text.slice(at)}` : text.slice(0, at) + text.slice(at + 1);
}

/** One change to a copy; every signed part is reached. */
function mutate(parts: Parts, random: (below: number) => number): Parts {
  const url = new URL(parts.url);
  const headers = new Map(parts.headers);
  const names = [...headers.keys()];
  const name = names[random(names.length)] ?? "";
  switch (random(8)) {
    case 0:
      return { ...parts, method: ["PUT", "PATCH", "DELETE", "OPTIONS"][random(4)] ?? "" };
    case 1:
      return { ...parts, url: `${url.origin}/${changeChar(url.pathname.slice(1), random)}${url.search}` };
    case 2:
      return { ...parts, url: `${url.origin}${url.pathname}?${changeChar(url.search.slice(1), random)}` };
    case 3:
      return { ...parts, url: `${parts.url}&${LETTERS.charAt(random(36))}=${random(10)}` };
    case 4:
      headers.set(name, changeChar(headers.get(name) ?? "", random));
      return { ...parts, headers };
    case 5:
      headers.delete(name);
      return { ...parts, headers };
    case 6:
      headers.set(`x-amz-${LETTERS.charAt(random(36))}`, "1");
      return { ...parts, headers };
    default:
      return { ...parts, body: changeChar(parts.body, random) };
  }
}

/** What two equal requests have in common: mutations that change none of it (`?a=` for `?a`) are no mutations. */
function meaning(parts: Parts): string {
  const url = new URL(parts.url);
  const headers = [...parts.headers].map(([name, value]) => [name, value.trim().replaceAll(/\s+/g, " ")]);
  const path = decodeURIComponent(url.pathname.replaceAll(/\/+/g, "/"));
  return JSON.stringify([parts.method, path, [...url.searchParams].sort(), headers, parts.body]);
}

function build(parts: Parts): Request {
  return new Request(parts.url, { method: parts.method, headers: [...parts.headers], body: parts.body });
}

test.each(["with", "without"])(
  "2,000 mutations of a request %s a declared payload hash are all refused",
  async (form) => {
    const body = '{"findingCriteria":{},"maxResults":50}';
    const declared = { "x-amz-content-sha256": await sha256Hex(body) };
    const signed = await sign("https://guardduty.test/detector/d-1/findings?nextToken=abc&x=y%20z", {
      init: { method: "POST", body, headers: form === "with" ? declared : {} },
    });
    const sent = ["authorization", "host", "x-amz-date", "x-amz-content-sha256"];
    const headers = new Map(sent.flatMap((name) => [[name, signed.headers.get(name) ?? ""] as const]));
    headers.set("host", "guardduty.test");
    if (form === "without") headers.delete("x-amz-content-sha256");
    const valid: Parts = { method: "POST", url: signed.url, headers, body };
    expect((await verifySigV4(build(valid), expectation())).ok).toBe(true);

    const random = generator(form.length * 7919);
    const accepted: Parts[] = [];
    let tried = 0;
    while (tried < 2_000) {
      const mutant = mutate(valid, random);
      if (!URL.canParse(mutant.url) || meaning(mutant) === meaning(valid)) continue;
      // Without a Host header the URL's host stands in: the same request.
      if (!mutant.headers.has("host")) continue;
      tried++;
      if ((await verifySigV4(build(mutant), expectation())).ok) accepted.push(mutant);
    }
    expect(accepted).toEqual([]);
  },
);
