/** The local AWS beside another Worker in one Miniflare, as the whole local stack runs it. */

import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { expect, test } from "vitest";
import { localAwsUrl, localAwsWorkerOptions, startLocalAws } from "../../dev/stack.ts";
import { BUCKET, caller, CONFIG, outcome, path } from "./aws/local-aws.ts";

const FETCHES = `export default { fetch: (request) => fetch(new URL(request.url).searchParams.get("of")) };`;

test("another Worker of the same Miniflare reaches it by its URL, and Node loads objects straight into R2", async () => {
  const main = { name: "main", modules: [{ type: "ESModule" as const, path: "main.js", contents: FETCHES }] };
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: 0,
      cf: false,
      workers: [{ ...main, compatibilityDate: "2026-08-01" }, await localAwsWorkerOptions(CONFIG)],
    }),
  );
  const mainUrl = await miniflare.ready;
  const url = await localAwsUrl(miniflare);
  expect(new URL(url).port).not.toBe(mainUrl.port);
  expect(await outcome(fetch(`${mainUrl}?of=${url}/${BUCKET}/x`))).toBe("403 AccessDenied");

  const objects = await miniflare.getR2Bucket("OBJECTS", "local-aws");
  await objects.put(`${BUCKET}/by hand`, "contents");
  expect(await (await caller(url)(path("by hand"))).text()).toBe("contents");
  await miniflare.dispose();
});

test("it listens where it is told to", async () => {
  const first = await startLocalAws({ config: CONFIG });
  const port = Number(new URL(first.url).port);
  await first.dispose();
  const again = await startLocalAws({ config: CONFIG, port });
  expect(again.url).toBe(`http://127.0.0.1:${port}`);
  expect(await outcome(caller(again.url)(path("absent")))).toBe("404 NoSuchKey");
  await again.dispose();
});

test("a wrong configuration is refused, its flaws named", async () => {
  const config = { ...CONFIG, accountId: "12", buckets: [{ name: "_watchpost", region: "us-east-1" }] };
  await expect(localAwsWorkerOptions(config)).rejects.toThrow(/accountId[\s\S]*buckets\[0\]\.name/);
});
