import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createSnsVerifier } from "../../../src/intake/notifications/sns.ts";
import {
  CERTIFICATE_URL,
  certificateOf,
  confirmation,
  type Fields,
  notification,
  NOW_MS,
  signed,
  TOPIC,
} from "./sns-signer.ts";

const CERTIFICATE = certificateOf();

function certificates(pages: Readonly<Record<string, string>> = { [CERTIFICATE_URL]: CERTIFICATE }) {
  const asked: string[] = [];
  const fetch = (url: string): Promise<Response> => {
    asked.push(url);
    const page = Object.hasOwn(pages, url) ? pages[url] : undefined;
    return Promise.resolve(page === undefined ? new Response("none", { status: 404 }) : new Response(page));
  };
  return { asked, fetch };
}

async function outcome(fields: Fields | string, nowMs = NOW_MS, topics = [TOPIC]): Promise<string> {
  const text = typeof fields === "string" ? fields : JSON.stringify(fields);
  const verified = await createSnsVerifier(certificates().fetch, () => nowMs).verify(text, topics);
  return verified.ok ? verified.value.Type : verified.error.kind;
}

test("believes all three types as SNS signs them", async () => {
  expect(await outcome(notification())).toBe("Notification");
  const { Subject: _, Signature: __, ...bare } = notification();
  expect(await outcome(signed(bare))).toBe("Notification");
  expect(await outcome(confirmation())).toBe("SubscriptionConfirmation");
  expect(await outcome(confirmation({ Type: "UnsubscribeConfirmation" }))).toBe("UnsubscribeConfirmation");
});

test("refuses what is old, of other topics, of version 1 or not of SNS", async () => {
  const table: [Fields | string, string][] = [
    [notification({ SignatureVersion: "1" }), "version"],
    [notification({ TopicArn: `${TOPIC}-other` }), "topic"],
    [notification({ TopicArn: TOPIC.toUpperCase() }), "shape"],
    [notification({ Timestamp: "2026-11-24T10:59:59.000Z" }), "time"],
    [notification({ Timestamp: "2026-11-24T12:05:01.000Z" }), "time"],
    [notification({ Timestamp: "yesterday" }), "time"],
    [notification({ Type: "Other" }), "shape"],
    [notification({ MessageId: "a\nb" }), "shape"],
    [notification({ Subject: "a\nTimestamp\nb" }), "shape"],
    ["", "shape"],
    ["null", "shape"],
    ["[]", "shape"],
  ];
  for (const [message, kind] of table) expect(await outcome(message), JSON.stringify(message)).toBe(kind);
  expect(await outcome(notification(), NOW_MS, [])).toBe("topic");
});

test("the hour of a message has two ends", async () => {
  const sentMs = Date.UTC(2026, 10, 24, 11, 59, 30, 655);
  expect(await outcome(notification(), sentMs + 3_600_000)).toBe("Notification");
  expect(await outcome(notification(), sentMs + 3_600_001)).toBe("time");
  expect(await outcome(notification(), sentMs - 300_000)).toBe("Notification");
  expect(await outcome(notification(), sentMs - 300_001)).toBe("time");
});

test("fetches certificates from SNS alone", async () => {
  const urls = [
    CERTIFICATE_URL.replace("https:", "http:"),
    CERTIFICATE_URL.replace("sns.", "evil.example.com/sns."),
    CERTIFICATE_URL.replace("amazonaws.com", "amazonaws.com.evil.example.com"),
    CERTIFICATE_URL.replace("amazonaws.com", "evil.example.com"),
    CERTIFICATE_URL.replace("sns.", "user@sns."),
    CERTIFICATE_URL.replace("sns.", "sns.eu-west-1.amazonaws.com@"),
    CERTIFICATE_URL.replace(".com/", ".com:8443/"),
    CERTIFICATE_URL.replace("sns.", "s3."),
    CERTIFICATE_URL.replace("sns.eu-west-1", "xsns.eu-west-1"),
    CERTIFICATE_URL.replace("sns.eu-west-1", "sns.a.b"),
    CERTIFICATE_URL.replace(".pem", ".pem?x=.pem"),
    CERTIFICATE_URL.replace(".pem", ".pem#"),
    CERTIFICATE_URL.replace(".pem", ".crt"),
    CERTIFICATE_URL.replace("Simple", "../Simple"),
    CERTIFICATE_URL.replace(".com/", ".com\\@evil.example.com/"),
    CERTIFICATE_URL.replace("amazonaws.com", "amazonaws.com.CN"),
    ` ${CERTIFICATE_URL}`,
    `${CERTIFICATE_URL}\t`,
    CERTIFICATE_URL.replace("sns", "ѕns"),
  ];
  for (const url of urls) {
    const { asked, fetch } = certificates({ [url]: CERTIFICATE });
    const text = JSON.stringify({ ...notification(), SigningCertURL: url });
    const verified = await createSnsVerifier(fetch, () => NOW_MS).verify(text, [TOPIC]);
    expect(verified.ok, url).toBe(false);
    expect(asked, url).toEqual([]);
  }
  const china = "https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-00.pem";
  const { fetch } = certificates({ [china]: CERTIFICATE });
  const text = JSON.stringify(notification({ SigningCertURL: china }));
  expect(await createSnsVerifier(fetch, () => NOW_MS).verify(text, [TOPIC])).toMatchObject({ ok: true });
});

test("refuses certificates that are none, over or not yet begun", async () => {
  const day = 86_400_000;
  const pages = [
    "no certificate",
    certificateOf(NOW_MS - 9 * day, NOW_MS - day),
    certificateOf(NOW_MS + day, NOW_MS + 9 * day),
  ];
  for (const page of [...pages, CERTIFICATE + " ".repeat(20_000)]) {
    const { fetch } = certificates({ [CERTIFICATE_URL]: page });
    const verified = await createSnsVerifier(fetch, () => NOW_MS).verify(JSON.stringify(notification()), [TOPIC]);
    expect(verified).toMatchObject({ ok: false, error: { kind: "certificate" } });
  }
});

test("keeps a certificate, and asks again only after a failure that may pass", async () => {
  const { asked, fetch } = certificates();
  let failures = 1;
  const flaky = (url: string) => (failures-- > 0 ? Promise.resolve(new Response("", { status: 503 })) : fetch(url));
  const verifier = createSnsVerifier(flaky, () => NOW_MS);
  await expect(verifier.verify(JSON.stringify(notification()), [TOPIC])).rejects.toThrow(/503/);
  for (let index = 0; index < 5; index++) {
    expect(await verifier.verify(JSON.stringify(notification()), [TOPIC])).toMatchObject({ ok: true });
  }
  expect(asked).toEqual([CERTIFICATE_URL]);
});

/** What the decision rests on. UnsubscribeURL is neither signed nor read. */
const DECIDING = [
  "Type",
  "MessageId",
  "TopicArn",
  "Subject",
  "Message",
  "Timestamp",
  "SignatureVersion",
  "Signature",
  "SigningCertURL",
];

const edit = fc.record({
  field: fc.constantFrom(...DECIDING),
  how: fc.constantFrom("replace", "insert", "remove", "cut", "swap", "drop"),
  place: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  char: fc.oneof(
    fc.constantFrom("\n", "=", "A", "/", " ", "\u0000", "é"),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
  ),
});

function edited(
  fields: Fields,
  { field, how, place, char }: typeof edit extends fc.Arbitrary<infer T> ? T : never,
): Fields {
  const value = fields[field] ?? "";
  const at = Math.floor(place * value.length);
  const { [field]: _, ...rest } = fields;
  switch (how) {
    case "replace":
      return { ...fields, [field]: value.slice(0, at) + char + value.slice(at + 1) };
    case "insert":
      return { ...fields, [field]: value.slice(0, at) + char + value.slice(at) };
    case "remove":
      return { ...fields, [field]: value.slice(0, at) + value.slice(at + 1) };
    case "cut":
      return { ...fields, [field]: value.slice(0, at) };
    case "swap":
      return { ...fields, [field]: fields[DECIDING[at % DECIDING.length] ?? "Type"] ?? "" };
    default:
      return rest;
  }
}

test("refuses each of 1,000 mutations of a valid message", async () => {
  let mutations = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(notification(), confirmation()), edit, async (valid, change) => {
      // A confirmation has no subject: one that is added is neither signed nor read.
      fc.pre(change.field in valid);
      const mutated = edited(valid, change);
      const same = DECIDING.every((name) => mutated[name] === valid[name]);
      fc.pre(!same);
      mutations++;
      expect(["shape", "version", "topic", "time", "certificate", "signature"]).toContain(await outcome(mutated));
    }),
    { numRuns: 1_000, seed: 20261124 },
  );
  expect(mutations).toBeGreaterThanOrEqual(500);
});

test("refuses every change of a confirmation's token and address", async () => {
  for (const name of ["Token", "SubscribeURL"]) {
    const valid = confirmation();
    expect(await outcome({ ...valid, [name]: `${valid[name]}x` })).toBe("signature");
    expect(await outcome({ ...valid, [name]: "" })).toBe("shape");
  }
});
