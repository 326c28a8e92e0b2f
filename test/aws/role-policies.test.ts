import { expect, test } from "vitest";
import { readPolicy, trustPolicy } from "../../src/aws/role-policies.ts";

test("a role trusts us alone, and only with the external id", () => {
  expect(trustPolicy("arn:aws:iam::999988887777:user/w", "id")).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { AWS: "arn:aws:iam::999988887777:user/w" },
        Condition: { StringEquals: { "sts:ExternalId": "id" } },
      },
    ],
  });
});

test("it may list the bucket and read below the prefix, and nothing that writes", () => {
  const text = JSON.stringify(readPolicy("aws-cn", "logs", "team/"));
  expect(text).toContain('"Resource":"arn:aws-cn:s3:::logs"');
  expect(text).toContain('"Resource":"arn:aws-cn:s3:::logs/team/*"');
  expect([...text.matchAll(/"s3:\w+"/g)].map(([action]) => action)).toEqual(['"s3:ListBucket"', '"s3:GetObject"']);
});
