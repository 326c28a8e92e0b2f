/** The class of a user agent, as GuardDuty's findings group them: profiles compare classes, never raw text. */

/** First match wins. Source of the classes: `userAgentCategory` of GuardDuty's anomaly findings. */
const CLASSES: readonly (readonly [RegExp, string])[] = [
  [/^AWS Internal/i, "AWS Internal"],
  [/^aws-internal\//i, "aws-internal"],
  [/^\[?S3Console\//i, "AWS Console"],
  [/^(?:[a-z0-9-]+\.)*(?:console|signin)\.(?:[a-z0-9-]+\.)?amazonaws\.com|AWSConsole|AWS-Console/i, "AWS Console"],
  [/^[a-z0-9.-]+\.amazonaws\.com$/i, "AWS Service"],
  [/^\[?aws-cli\//i, "aws-cli"],
  // Tools name the SDK that they are built on as well.
  [/Amazon ECS Agent/i, "Amazon ECS Agent"],
  [/amazon-ssm-agent/i, "Amazon SSM Agent"],
  [/Terraform\//, "Terraform"],
  [/pulumi/i, "Pulumi"],
  [/cloudformation/i, "CloudFormation"],
  [/^Boto3?\/|Botocore/i, "Botocore"],
  [/^aws-sdk-go|aws-sdk-go/i, "aws-sdk-go"],
  [/^aws-sdk-java|aws-sdk-java/i, "aws-sdk-java"],
  [/aws-sdk-(?:nodejs|js)/i, "aws-sdk-js"],
  [/aws-sdk-(?:dotnet|net)/i, "aws-sdk-dotnet"],
  [/aws-sdk-rust/i, "aws-sdk-rust"],
  [/aws-sdk-php/i, "aws-sdk-php"],
  [/aws-sdk-ruby/i, "aws-sdk-ruby"],
  [/aws-sdk-cpp/i, "aws-sdk-cpp"],
  [/^Mozilla\//, "browser"],
];

/** "" for no user agent, "OTHER" for none of the known. Looks at the first 300 characters. */
export function userAgentClass(userAgent: string | null): string {
  if (userAgent === null) return "";
  const known = cache.get(userAgent);
  if (known !== undefined) return known;
  const head = userAgent.slice(0, 300);
  const found = CLASSES.find(([pattern]) => pattern.test(head))?.[1] ?? "OTHER";
  if (cache.size >= CACHE_MAX) cache.clear();
  cache.set(userAgent, found);
  return found;
}

/** The same agents come again and again; a pure function may remember its answers. */
const CACHE_MAX = 2_000;
const cache = new Map<string, string>();
