/** The world outside the Worker in end-to-end tests: the local AWS and a Slack receiver, behind `fetch`. */

import { env } from "cloudflare:workers";
import { vi } from "vitest";
import localAws from "../../dev/aws/worker.ts";

export const BUCKET = "e2e-trail-logs";
export const ROLE = "arn:aws:iam::123456789012:role/watchpost-log-reader";
export const EXTERNAL_ID = "0123456789abcdef0123456789abcdef";

const AWS_CONFIG = JSON.stringify({
  accountId: "111122223333",
  region: "us-east-1",
  users: [
    { name: "w", accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" },
  ],
  roles: [{ arn: ROLE, externalId: EXTERNAL_ID, allow: [{ bucket: BUCKET }] }],
  buckets: [{ name: BUCKET, region: "us-east-1" }],
});

export type LocalWorld = {
  /** Bodies that the Slack receiver took. */
  readonly slack: string[];
  /** Requests that the local AWS got, "GET /bucket/key". */
  readonly aws: string[];
  /** Requests that the local AWS answers with 403, as it does when a permission is taken away. */
  refuse: (request: Request) => boolean;
};

/** From now on `fetch` reaches nothing else. */
export function localWorld(): LocalWorld {
  const world: LocalWorld = { slack: [], aws: [], refuse: () => false };
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input as Request, init as RequestInit);
    const url = new URL(request.url);
    if (url.pathname === "/slack") {
      world.slack.push(await request.text());
      return new Response("ok");
    }
    world.aws.push(`${request.method} ${url.pathname}`);
    if (world.refuse(request)) return new Response(null, { status: 403 });
    const awsEnv = { OBJECTS: env.OBJECTS, AWS_CONFIG } as Parameters<typeof localAws.fetch>[1];
    return await localAws.fetch(request as Parameters<typeof localAws.fetch>[0], awsEnv);
  });
  return world;
}

export async function gzipped(text: string): Promise<ArrayBuffer> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return await new Response(stream).arrayBuffer();
}
