/** The local AWS: S3, STS, EC2's descriptions, CloudTrail's public keys and receivers in one Worker, for tests and demonstrations. No production build contains it. */

import { parseAuthorization } from "../../src/aws/sigv4.ts";
import { requestTarget } from "../../src/aws/sigv4/uri.ts";
import { handleCloudTrail } from "./cloudtrail/cloudtrail.ts";
import { type Config, parseLocalAwsConfig } from "./config.ts";
import { handleEc2 } from "./ec2/ec2.ts";
import type { LocalAwsEnv } from "./env.ts";
import { handleReceivers, RECEIVERS_PATH } from "./receivers/receivers.ts";
import { handleS3 } from "./s3/s3.ts";
import { handleSts } from "./sts/sts.ts";

export { Receiver } from "./receivers/receiver.ts";

let checked: Config | null = null;

export default {
  async fetch(request, env): Promise<Response> {
    const nowMs = Date.now();
    if (requestTarget(request.url).path.startsWith(RECEIVERS_PATH)) return handleReceivers(request, env, nowMs);
    checked ??= parseLocalAwsConfig(env.AWS_CONFIG);
    const requestId = crypto.randomUUID();
    const context = { config: checked, objects: env.OBJECTS, requestId, nowMs };
    if (isForCloudTrail(request)) return handleCloudTrail(request, context);
    if (isForEc2(request)) return handleEc2(request, context);
    return isForSts(request) ? handleSts(request, context) : handleS3(request, context);
  },
} satisfies ExportedHandler<LocalAwsEnv>;

function isForCloudTrail(request: Request): boolean {
  return request.headers.get("x-amz-target")?.includes("CloudTrail_20131101") ?? false;
}

/** EC2 answers no unsigned request: those go by their form. */
function isForEc2(request: Request): boolean {
  const authorization = parseAuthorization(request.headers.get("authorization") ?? "");
  return authorization.ok && authorization.value.scope.service === "ec2";
}

/** All services share one address: the signature says for which it is, and unsigned requests tell by their form. */
function isForSts(request: Request): boolean {
  const authorization = parseAuthorization(request.headers.get("authorization") ?? "");
  if (authorization.ok) return authorization.value.scope.service === "sts";
  const { path, query } = requestTarget(request.url);
  return path === "/" && (request.method === "POST" || /(?:^|&)Action=/.test(query));
}
