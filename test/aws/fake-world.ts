/** A world without network or clock: answers come from a function, sleeping moves the time. */

import type { World } from "../../src/aws/aws-fetch.ts";
import type { S3Client } from "../../src/aws/s3.ts";

export type FakeWorld = World & { readonly requests: Request[]; readonly slept: number[] };

/** `answer` may throw, as a connection that fails does. */
export function fakeWorld(answer: (request: Request, attempt: number) => Response | Promise<Response>): FakeWorld {
  const requests: Request[] = [];
  const slept: number[] = [];
  let nowMs = Date.UTC(2024, 6, 31, 13, 6, 24);
  return {
    requests,
    slept,
    fetch: async (request) => {
      requests.push(request);
      return await answer(request, requests.length);
    },
    nowMs: () => nowMs,
    random: () => 0.5,
    sleep: async (ms) => {
      slept.push(ms);
      nowMs += ms;
    },
  };
}

/** An error as AWS writes it. */
export function awsErrorAnswer(status: number, code: string, message = "why", more = ""): Response {
  return new Response(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message>${more}</Error>`, {
    status,
  });
}

export function aClient(world: World, override: Partial<S3Client> = {}): S3Client {
  return { world, endpoint: undefined, credentials: async () => CREDENTIALS, forget: () => {}, ...override };
}

/** AWS's own example keys. */
export const CREDENTIALS = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};
