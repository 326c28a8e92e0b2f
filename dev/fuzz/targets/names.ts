/** Keys and XML: S3 keys of logs and digests, lists of objects. */

import { AwsError } from "../../../src/aws/aws-error.ts";
import { listObjects, type S3Client } from "../../../src/aws/s3.ts";
import { XmlError } from "../../../src/aws/xml.ts";
import { buildLogKey, isDelivered } from "../../../src/core/sources/build-log-key.ts";
import { parseLogKey } from "../../../src/core/sources/log-key.ts";
import { buildDigestKey, parseDigestKey } from "../../../src/intake/digest/keys.ts";
import type { Random } from "../../simulate/random.ts";
import { mutatedText } from "../mutate.ts";
import type { Target } from "../target.ts";

const KEYS = [
  "AWSLogs/123456789012/CloudTrail/us-east-1/2026/11/24/123456789012_CloudTrail_us-east-1_20261124T0917Z_AbCdEfGhIjKlMnOp.json.gz",
  "logs/AWSLogs/o-1234567890/123456789012/vpcflowlogs/eu-west-1/2026/11/24/10/123456789012_vpcflowlogs_eu-west-1_fl-0123456789abcdef0_20261124T0917Z_0a1b2c3d.log.gz",
  "AWSLogs/aws-account-id=123456789012/aws-service=vpcflowlogs/aws-region=us-east-1/year=2026/month=11/day=24/hour=09/123456789012_vpcflowlogs_us-east-1_fl-0123456789abcdef0_20261124T0917Z_0a1b2c3d.log.parquet",
  "AWSLogs/123456789012/vpcdnsquerylogs/vpc-0a1b2c3d/2026/11/24/vpc-0a1b2c3d_vpcdnsquerylogs_123456789012_20261124T0917Z_0a1b2c3d.log.gz",
  "AWSLogs/123456789012/CloudTrail-Digest/us-east-1/2026/11/24/123456789012_CloudTrail-Digest_us-east-1_management-events_us-east-1_20261124T091700Z.json.gz",
] as const;

export const logKey: Target = {
  name: "log-key",
  weight: 20,
  run: (random) => {
    const key = mutatedText(random, random.pick(KEYS), KEYS);
    const parsed = parseLogKey(key);
    if (parsed !== null && "kind" in parsed && isDelivered(parsed)) {
      const again = parseLogKey(buildLogKey(parsed));
      if (again === null || !("kind" in again) || again.base !== parsed.base || again.timeMs !== parsed.timeMs)
        return `${key} is built otherwise than read`;
    }
    const digest = parseDigestKey(key);
    return digest === null || parseDigestKey(buildDigestKey(digest)) !== null
      ? null
      : `digest key ${key} is not read as built`;
  },
};

function listXml(random: Random): string {
  const contents = Array.from({ length: random.below(5) }, () => {
    return `<Contents><Key>${encodeURIComponent(random.pick(KEYS))}</Key><LastModified>2026-11-24T09:17:00.000Z</LastModified><ETag>&quot;${random.word(8)}&quot;</ETag><Size>${random.below(1e6)}</Size></Contents>`;
  });
  const more = random.chance(0.3)
    ? "<IsTruncated>true</IsTruncated><NextContinuationToken>abc</NextContinuationToken>"
    : "<IsTruncated>false</IsTruncated>";
  return `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${more}${contents.join("")}<CommonPrefixes><Prefix>AWSLogs%2F</Prefix></CommonPrefixes></ListBucketResult>`;
}

const CREDENTIALS = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};

function clientOf(answer: string, status: number): S3Client {
  const world = {
    fetch: async () => new Response(answer, { status }),
    nowMs: () => Date.UTC(2026, 10, 24),
    random: () => 0.5,
    sleep: async () => {},
  };
  return { world, endpoint: undefined, credentials: async () => CREDENTIALS, forget: () => {} };
}

export const s3List: Target = {
  name: "s3-list",
  weight: 2,
  run: async (random) => {
    const made = listXml(random);
    const xml = mutatedText(random, made, [made, "<a b='c'>&#65;</a>"]);
    const named = xml.split("<Contents>").length - 1;
    try {
      const page = await listObjects(
        clientOf(xml, random.chance(0.9) ? 200 : 403),
        { bucket: "a-bucket", region: "us-east-1" },
        { prefix: "AWSLogs/" },
      );
      const isComment = xml.includes("<!--") || xml.includes("<?xml", 1);
      return page.objects.length < named && xml === made && !isComment
        ? `${page.objects.length} of ${named} objects`
        : null;
    } catch (error) {
      if (error instanceof AwsError || error instanceof XmlError) return null;
      throw error;
    }
  },
};
