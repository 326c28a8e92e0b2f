/** Goal: without the permission to ask for public keys nothing is called verified, and nothing tampered. */

import { expect, test, vi } from "vitest";
import { fieldsFor, HOUR_MS, logFile, signedObject, STREAM } from "../intake/digest/signer.ts";
import { BUCKET, gzipped, localWorld } from "./local-world.ts";
import { env } from "cloudflare:workers";
import { api, register, settled, tick } from "./worker.ts";

test("a role that may not list public keys is named as the reason", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const world = localWorld();
  world.answer = (request) =>
    request.headers.has("x-amz-target")
      ? Response.json(
          { __type: "AccessDeniedException", Message: "not authorized to perform: cloudtrail:ListPublicKeys" },
          { status: 400 },
        )
      : null;
  const endMs = Math.floor(Date.now() / 1000) * 1000 - 600_000;
  const digest = signedObject({ ...fieldsFor({ endMs, previous: null }), digestS3Bucket: BUCKET });
  const customMetadata = { signature: digest.signature ?? "", "signature-algorithm": "SHA256withRSA" };
  await env.OBJECTS.put(`${BUCKET}/${digest.key}`, await gzipped(new TextDecoder().decode(digest.content)), {
    customMetadata,
  });
  await env.OBJECTS.put(`${BUCKET}/${logFile(endMs - HOUR_MS / 2, "one").key}`, await gzipped('{"Records":[]}'));
  const sourceId = await register({ since: new Date(endMs - 40 * HOUR_MS).toISOString() });
  await tick();
  const { json } = await api<{ accounts: { problem: string; regions: unknown[] }[] }>(
    `/v1/sources/${sourceId}/integrity`,
  );
  expect(json.accounts[0]?.problem).toMatch(/AccessDeniedException: .*cloudtrail:ListPublicKeys/);
  expect(json.accounts[0]?.regions).toEqual([]);
  expect(JSON.stringify(log.mock.calls)).toContain("digests.unchecked");
  expect((await api<{ findings: unknown[] }>("/v1/findings")).json.findings).toEqual([]);
  await settled(sourceId, STREAM.accountId);
});
