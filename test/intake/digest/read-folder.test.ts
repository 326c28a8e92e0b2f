/** A digest that arrives in part is asked for again: a connection that ends early is nobody's tampering. */

import { expect, test } from "vitest";
import { AwsError } from "../../../src/aws/aws-error.ts";
import { readDigest } from "../../../src/intake/digest/read-folder.ts";
import { aClient, fakeWorld } from "../../aws/fake-world.ts";
import { gz } from "../cloudtrail-records.ts";
import { createChain, HOUR_MS, keyOf } from "./signer.ts";

const [DIGEST] = createChain(1).digests;
const BYTES = gz(new TextDecoder().decode(DIGEST?.content));

async function read(bytes: Uint8Array<ArrayBuffer>) {
  const headers = {
    "x-amz-meta-signature": DIGEST?.signature ?? "",
    "x-amz-meta-signature-algorithm": DIGEST?.signatureAlgorithm ?? "",
  };
  const client = aClient(fakeWorld(() => new Response(bytes, { headers })));
  const place = { bucket: "trail-bucket", region: "eu-west-1" };
  const listed = { key: DIGEST?.key ?? "", etag: "e", size: BYTES.length, modifiedMs: 0, endMs: HOUR_MS };
  const keys = { find: async (_: string, fingerprint: string, timeMs: number) => await keyOf(fingerprint, timeMs) };
  return await readDigest(client, place, keys, listed);
}

test("whole it is verified, cut anywhere it is an error that another attempt may mend", async () => {
  expect(await read(new Uint8Array(BYTES))).toMatchObject({ fault: null });
  for (const length of [1, 20, BYTES.length >> 1, BYTES.length - 1]) {
    const failed = await read(new Uint8Array(BYTES.slice(0, length))).catch((error: unknown) => error);
    expect(failed, String(length)).toBeInstanceOf(AwsError);
  }
});
