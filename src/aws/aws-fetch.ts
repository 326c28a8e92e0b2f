/** Signed requests to AWS with our own retry: aws4fetch signs, and neither retries nor leaves a body unread. */

import { AwsClient } from "aws4fetch";
import { AWS_ATTEMPTS_MAX, AWS_BACKOFF_FIRST_MS, AWS_TIMEOUT_MS, AWS_XML_BYTES_MAX } from "../core/limits.ts";
import { AwsError, awsErrorOf } from "./aws-error.ts";

export type Credentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** End of the session, ms; absent for long-term keys. */
  readonly expiresMs?: number;
};

/** The world outside, as parameters: tests and the simulator bring their own. */
export type World = {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly nowMs: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
};

export const REAL_WORLD: World = {
  // CloudTrail marks its objects Content-Encoding: gzip; "manual" hands bodies over as they are stored. workerd heeds it
  // as an option of fetch alone, not of a Request.
  fetch: (request) => fetch(request, { encodeResponseBody: "manual" }),
  nowMs: () => Date.now(),
  random: () => Math.random(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

export type AwsRequest = {
  readonly service: "s3" | "sts" | "cloudtrail" | "ec2";
  readonly region: string;
  readonly method: "GET" | "HEAD" | "POST";
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Fewer where the caller comes back anyway. Default: AWS_ATTEMPTS_MAX. */
  readonly attemptsMax?: number;
};

/** A successful answer, its body unread. Throws AwsError; tries again where that may help. */
export async function awsFetch(world: World, credentials: Credentials, request: AwsRequest): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await once(world, credentials, request);
    if (outcome instanceof Response) return outcome;
    if (!outcome.retryable || attempt >= (request.attemptsMax ?? AWS_ATTEMPTS_MAX)) throw outcome;
    await world.sleep(AWS_BACKOFF_FIRST_MS * 2 ** (attempt - 1) * (0.5 + world.random()));
  }
}

async function once(world: World, credentials: Credentials, request: AwsRequest): Promise<Response | AwsError> {
  const client = new AwsClient({ ...credentials, service: request.service, region: request.region, retries: 0 });
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), AWS_TIMEOUT_MS);
  try {
    const signed = await client.sign(request.url, {
      method: request.method,
      headers: { ...request.headers },
      ...(request.body === undefined ? {} : { body: request.body }),
      aws: { datetime: amzDate(world.nowMs()) },
    });
    const response = await world.fetch(new Request(signed, { signal: abort.signal, redirect: "manual" }));
    if (response.ok) return response;
    return awsErrorOf(response.status, response.headers, await boundedText(response));
  } catch (error) {
    if (error instanceof AwsError) return error;
    const message = abort.signal.aborted ? "no answer in time" : error instanceof Error ? error.message : String(error);
    return new AwsError("NetworkError", 0, message.slice(0, 300));
  } finally {
    clearTimeout(timer);
  }
}

function amzDate(nowMs: number): string {
  return new Date(nowMs).toISOString().replace(/[:-]|\.\d{3}/g, "");
}

/** The body as text, at most AWS_XML_BYTES_MAX; the rest is cancelled so that the connection is free. */
export async function boundedText(response: Response): Promise<string> {
  if (!response.body) return "";
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    if (bytes > AWS_XML_BYTES_MAX) {
      await reader.cancel();
      throw new AwsError("AnswerTooLarge", response.status, `more than ${AWS_XML_BYTES_MAX} bytes of XML`);
    }
    text += decoder.decode(value, { stream: true });
  }
}
