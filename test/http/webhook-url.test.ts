import * as fc from "fast-check";
import { expect, test } from "vitest";
import { checkWebhookUrl } from "../../src/http/webhook-url.ts";

const REMOTE = { local: false, ownHosts: ["watch.example.com"] };

test.each([
  "https://hooks.slack.com/services/T000/B000/XXXX",
  "https://hooks.slack-gov.com/services/T000/B000/XXXX",
  "https://chat.example.com:443/hooks/abc?x=1",
])("allows %s", (url) => {
  expect(checkWebhookUrl(url, REMOTE).ok).toBe(true);
});

const LOOPBACK_FORMS =
  "127.0.0.1 127.1 127.0.1 2130706433 0x7f000001 0x7f.1 0177.0.0.1 0177.1 localhost LOCALHOST [::1]";
const ADDRESSES = `10.0.0.1 10.1 172.16.0.1 192.168.1.1 192.168.257 169.254.169.254 0xa9fea9fe 2852039166 0.0.0.0 0 1.1.1.1
  100.64.0.1 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [64:ff9b::7f00:1]
  [fe80::1] [fc00::1] [fd00:ec2::254] [2001:db8::1] [2606:4700::1111] １２７.０.０.１ 169。254。169。254 ①②⑦.⓪.⓪.① 8.8.8.8
  [0:0:0:0:0:ffff:10.0.0.1] [2002:7f00:1::] [::127.0.0.1] 0x0a.0x00.0x00.0x01 012.0.0.1`;
const NAMES = `localhost.localdomain a.localhost metadata.google.internal a.internal printer.local router.lan nas.home x.corp
  intranet single x.onion x.test x.invalid x.example 127.0.0.1.nip.io 10.0.0.1.sslip.io localtest.me a.lvh.me a.xip.io
  hooks.slack.com. localhost. 127.0.0.1. a.vcap.me x.private x.intranet x.alt 1.0.0.127.in-addr.arpa watch.example.com
  WATCH.example.com ｌｏｃａｌｈｏｓｔ a.ｌocalhost`;

const HOSTS = `${LOOPBACK_FORMS} ${ADDRESSES} ${NAMES}`.split(/\s+/);

const HOSTILE = [
  ...HOSTS.flatMap((host) => [`https://${host}/`, `https://${host}:443/services/x`]),
  ..."http ftp ws wss file data javascript blob gopher".split(" ").map((scheme) => `${scheme}://hooks.slack.com/x`),
  ..."1 22 80 444 8080 8443 65535".split(" ").map((port) => `https://hooks.slack.com:${port}/x`),
  "https://user@hooks.slack.com/x",
  "https://user:pass@hooks.slack.com/x",
  "https://:pass@hooks.slack.com/x",
  "https://hooks.slack.com@127.0.0.1/x",
  "https://hooks.slack.com%40127.0.0.1/x",
  "https://hooks.slack.com\\@127.0.0.1/x",
  "https:\\\\hooks.slack.com/x",
  " https://hooks.slack.com/x",
  "https://hooks.slack.com/x\n",
  "https://hooks.sl\tack.com/x",
  "https://hooks.slack.com/\u0000",
  "//hooks.slack.com/x",
  "hooks.slack.com/x",
  "https://",
  "https:///",
  "https://?x",
  "https://[::1",
  "https://a b.com/",
  "https://%00.example.com/",
  "https://256.256.256.256/",
  `https://hooks.slack.com/${"x".repeat(3000)}`,
  "",
];

test("there are 150 hostile URLs", () => {
  expect(new Set(HOSTILE).size).toBeGreaterThanOrEqual(150);
});

test.each(HOSTILE)("refuses %s", (url) => {
  const result = checkWebhookUrl(url, REMOTE);
  expect(result.ok).toBe(false);
});

test("loopback is allowed in the local stack alone, and nothing else is there", () => {
  for (const host of LOOPBACK_FORMS.split(" ")) {
    expect(checkWebhookUrl(`http://${host}:9000/slack`, { local: true }).ok).toBe(true);
    expect(checkWebhookUrl(`http://${host}:9000/slack`, { local: false }).ok).toBe(false);
  }
  for (const host of `${ADDRESSES} ${NAMES}`.split(/\s+/)) {
    if (host.toLowerCase().normalize("NFKC") === "localhost" || host.normalize("NFKC") === "127.0.0.1") continue;
    if (/^(watch)/i.test(host) || new URL(`http://${host}`).hostname === "127.0.0.1") continue;
    expect(checkWebhookUrl(`http://${host}:9000/slack`, { local: true }).ok).toBe(false);
  }
  expect(checkWebhookUrl("ftp://127.0.0.1/x", { local: true }).ok).toBe(false);
  expect(checkWebhookUrl("http://user@127.0.0.1/x", { local: true }).ok).toBe(false);
});

test("whatever is allowed is https on 443 to a name, and reasons never repeat the URL", () => {
  const piece = fc.oneof(fc.webUrl(), fc.string({ unit: "binary", maxLength: 60 }), fc.ipV6(), fc.ipV4(), fc.domain());
  fc.assert(
    fc.property(fc.constantFrom("https://", "", "http://", "https://a@"), piece, (scheme, rest) => {
      const result = checkWebhookUrl(`${scheme}${rest}`, REMOTE);
      if (result.ok) {
        const url = new URL(result.value);
        expect([url.protocol, url.port, url.username]).toStrictEqual(["https:", "", ""]);
        expect(url.hostname).toMatch(/^(?![\d.]+$)[^[\]:]+\.[^[\]:]*[^.[\]:]$/);
      } else if (rest.length > 12) expect(result.error).not.toContain(rest);
    }),
    { numRuns: 5000 },
  );
});
