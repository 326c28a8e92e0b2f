import { expect, test } from "vitest";
import { userAgentClass } from "../../../src/core/enrich/user-agent.ts";

test.each([
  [null, ""],
  ["", "OTHER"],
  ["AWS Internal", "AWS Internal"],
  ["aws-internal/3 aws-sdk-java/1.12", "aws-internal"],
  ["cloudformation.amazonaws.com", "AWS Service"],
  ["autoscaling.amazonaws.com", "AWS Service"],
  ["console.amazonaws.com", "AWS Console"],
  ["console.ec2.amazonaws.com", "AWS Console"],
  ["signin.amazonaws.com", "AWS Console"],
  ["evilconsole.amazonaws.com", "AWS Service"],
  ["[S3Console/0.4, aws-internal/3 aws-sdk-java/1.11]", "AWS Console"],
  ["S3Console/0.4", "AWS Console"],
  ["AWSConsole aws-internal/3", "AWS Console"],
  ["aws-cli/2.15.0 Python/3.11.6 Linux/6.1 exe/x86_64 prompt/off command/s3.ls", "aws-cli"],
  ["[aws-cli/1.18 Python/3.8 Botocore/1.17]", "aws-cli"],
  ["APN/1.0 HashiCorp/1.0 Terraform/1.5.7 aws-sdk-go/1.44", "Terraform"],
  ["pulumi/3.0", "Pulumi"],
  ["Boto3/1.28 md/Botocore#1.31", "Botocore"],
  ["Botocore/1.31", "Botocore"],
  ["aws-sdk-go-v2/1.24 os/linux", "aws-sdk-go"],
  ["aws-sdk-java/2.20", "aws-sdk-java"],
  ["aws-sdk-nodejs/2.1", "aws-sdk-js"],
  ["aws-sdk-js/3.400", "aws-sdk-js"],
  ["aws-sdk-dotnet-core/3.7", "aws-sdk-dotnet"],
  ["aws-sdk-rust/1.0", "aws-sdk-rust"],
  ["aws-sdk-php/3.2", "aws-sdk-php"],
  ["aws-sdk-ruby3/3.1", "aws-sdk-ruby"],
  ["aws-sdk-cpp/1.9", "aws-sdk-cpp"],
  ["Amazon ECS Agent - v1.70", "Amazon ECS Agent"],
  ["aws-sdk-go/1.44 (go1.19; linux; amd64) amazon-ssm-agent/3.1", "Amazon SSM Agent"],
  ["Mozilla/5.0 (X11; Linux x86_64)", "browser"],
  ["curl/8.0", "OTHER"],
])("%j is of class %j", (userAgent, expected) => {
  expect(userAgentClass(userAgent)).toBe(expected);
  expect(userAgentClass(userAgent)).toBe(expected);
});

test("stays right when thousands of agents have come by", () => {
  for (let index = 0; index < 5_000; index++) expect(userAgentClass(`aws-cli/2.${index}`)).toBe("aws-cli");
});

test("looks at the head alone", () => {
  expect(userAgentClass(`${"x".repeat(300)} Terraform/1`)).toBe("OTHER");
  expect(userAgentClass("a.".repeat(500_000))).toBe("OTHER");
});
