/** The world outside the Worker in end-to-end tests: the local AWS and a Slack receiver, behind `fetch`. */

import { env } from "cloudflare:workers";
import { vi } from "vitest";
import localAws from "../../dev/aws/worker.ts";
import { CLOUDTRAIL } from "../intake/digest/signer.ts";

export const BUCKET = "e2e-trail-logs";
export const ROLE = "arn:aws:iam::123456789012:role/watchpost-log-reader";
export const EXTERNAL_ID = "0123456789abcdef0123456789abcdef";

/** With which tests sign digests. */
const PUBLIC_KEY = btoa(String.fromCharCode(...CLOUDTRAIL.der));

const NUMBERS = [1, 2, 3];

/** What EC2 knows of the role's account: enough for more than a page. */
export const EC2 = {
  accountId: "123456789012",
  region: "us-east-1",
  instances: NUMBERS.map((number) => ({
    instanceId: `i-0aaaaaaaaaaaaaaa${number}`,
    imageId: "ami-0123456789abcdef0",
    instanceType: "m7g.large",
    launchTime: "2026-11-20T08:00:00.000Z",
    availabilityZone: "us-east-1a",
    instanceProfile: { arn: "arn:aws:iam::123456789012:instance-profile/shop", id: "AIPAEXAMPLE" },
    tags: { Name: "shop" },
  })),
  interfaces: NUMBERS.map((number) => ({
    networkInterfaceId: `eni-0aaaaaaaaaaaaaaa${number}`,
    instanceId: `i-0aaaaaaaaaaaaaaa${number}`,
    vpcId: "vpc-0123456789abcdef0",
    subnetId: "subnet-0123456789abcdef0",
    privateIpAddresses: [`10.0.0.${number + 4}`],
    publicIp: `203.0.113.${number + 8}`,
    groups: [{ groupId: "sg-0123456789abcdef0", groupName: "web" }],
  })),
};

const AWS_CONFIG = JSON.stringify({
  accountId: "111122223333",
  region: "us-east-1",
  users: [
    { name: "w", accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" },
  ],
  roles: [{ arn: ROLE, externalId: EXTERNAL_ID, allow: [{ bucket: BUCKET }], listPublicKeys: true, describeEc2: true }],
  buckets: [{ name: BUCKET, region: "us-east-1" }],
  publicKeys: ["us-east-1", "eu-west-1"].map((region) => ({
    region,
    fingerprint: CLOUDTRAIL.fingerprint,
    value: PUBLIC_KEY,
  })),
  ec2: [EC2],
});

export type LocalWorld = {
  /** Bodies that the Slack receiver took. */
  readonly slack: string[];
  /** Requests that the local AWS got, "GET /bucket/key". */
  readonly aws: string[];
  /** Answers instead of the local AWS where it gives one: faults, permissions taken away. */
  answer: (request: Request) => Response | null;
};

/** From now on `fetch` reaches nothing else. */
export function localWorld(): LocalWorld {
  const world: LocalWorld = { slack: [], aws: [], answer: () => null };
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input as Request, init as RequestInit);
    const url = new URL(request.url);
    if (url.pathname === "/slack") {
      world.slack.push(await request.text());
      return new Response("ok");
    }
    world.aws.push(`${request.method} ${url.pathname}`);
    const other = world.answer(request);
    if (other) return other;
    const awsEnv = { OBJECTS: env.OBJECTS, AWS_CONFIG } as Parameters<typeof localAws.fetch>[1];
    return await localAws.fetch(request as Parameters<typeof localAws.fetch>[0], awsEnv);
  });
  return world;
}

export async function gzipped(text: string): Promise<ArrayBuffer> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return await new Response(stream).arrayBuffer();
}
