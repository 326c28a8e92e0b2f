/** The runtime's own RSA, PKCS #1 and X.509: what verifying digests and SNS messages stands on. */

import { expect, test } from "vitest";
import { verifyChain } from "../../src/intake/digest/chain.ts";
import { checkDigest } from "../../src/intake/digest/verify.ts";
import { hasHookSecret, HOOK_SECRET_HEADER } from "../../src/intake/notifications/eventbridge.ts";
import { createSnsVerifier } from "../../src/intake/notifications/sns.ts";
import { createChain, keyOf } from "./digest/signer.ts";
import { certificateOf, notification, NOW_MS, TOPIC } from "./notifications/sns-signer.ts";

test("verifies a chain of digests in workerd, and finds an edited one", async () => {
  const chain = createChain(6);
  const input = { fromMs: chain.startMs, nowMs: chain.endMs, head: null, announcedMs: [], files: chain.files };
  const digests = await Promise.all(chain.digests.map((object) => checkDigest(object, keyOf)));
  expect(verifyChain({ ...input, digests })).toMatchObject({ verified: 6, problems: [], gaps: [] });

  const [first] = chain.digests;
  if (!first) throw new Error("the chain is empty");
  const edited = { ...first, content: new TextEncoder().encode(`${new TextDecoder().decode(first.content)} `) };
  expect((await checkDigest(edited, keyOf)).fault).toBe("invalid-signature");
});

test("verifies an SNS message in workerd, and refuses an edited one", async () => {
  const pem = certificateOf();
  const verifier = createSnsVerifier(
    () => Promise.resolve(new Response(pem)),
    () => NOW_MS,
  );
  const message = notification();
  expect(await verifier.verify(JSON.stringify(message), [TOPIC])).toMatchObject({ ok: true });
  const edited = { ...message, Message: `${message["Message"]} ` };
  expect(await verifier.verify(JSON.stringify(edited), [TOPIC])).toMatchObject({ error: { kind: "signature" } });
});

test("compares hook secrets in workerd", () => {
  const secret = "0123456789abcdef0123456789abcdef";
  expect(hasHookSecret(new Headers({ [HOOK_SECRET_HEADER]: secret }), [secret])).toBe(true);
  expect(hasHookSecret(new Headers({ [HOOK_SECRET_HEADER]: "x" }), [secret])).toBe(false);
});
