/** What the SigV4 tests share: keys, a clock, a signing client. All of it synthetic or from AWS's documentation. */

import { AwsClient } from "aws4fetch";
import type { SigV4Credentials, SigV4Expectation } from "../../src/aws/sigv4.ts";
import { formatAmzDate } from "../../src/aws/sigv4/amz-date.ts";

export const ACCESS_KEY = "AKIAIOSFODNN7EXAMPLE";
export const SECRET_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
export const SIGNED_AT_MS = Date.UTC(2026, 10, 24, 12, 0, 0);

export function credentials(more: Partial<SigV4Credentials> = {}): SigV4Expectation["credentials"] {
  return async (accessKeyId) => (accessKeyId === ACCESS_KEY ? { secret: SECRET_KEY, ...more } : null);
}

export function expectation(more: Partial<SigV4Expectation> = {}): SigV4Expectation {
  const base = { service: "guardduty", regions: ["us-east-1"], nowMs: SIGNED_AT_MS, credentials: credentials() };
  return { ...base, ...more };
}

export interface SignOptions {
  readonly service?: string;
  readonly region?: string;
  readonly timeMs?: number;
  readonly secret?: string;
  readonly sessionToken?: string;
  readonly init?: RequestInit;
}

/** A request signed by aws4fetch, whose body stays readable. */
export function sign(url: string, options: SignOptions = {}): Promise<Request> {
  const client = new AwsClient({
    accessKeyId: ACCESS_KEY,
    secretAccessKey: options.secret ?? SECRET_KEY,
    ...(options.sessionToken === undefined ? {} : { sessionToken: options.sessionToken }),
  });
  return client.sign(url, {
    ...options.init,
    aws: {
      service: options.service ?? "guardduty",
      region: options.region ?? "us-east-1",
      datetime: formatAmzDate(options.timeMs ?? SIGNED_AT_MS),
    },
  });
}
