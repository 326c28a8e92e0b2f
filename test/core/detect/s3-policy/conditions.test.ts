/** Whom conditions let in, through whole policies. */

import type { Json, JsonObject } from "../../../../src/core/json.ts";
import { allow, type Row, statementTests } from "./judged.ts";

const onlyIf = (operator: string, key: string, value: Json): JsonObject =>
  allow({ Condition: { [operator]: { [key]: value } } });
const ifAll = (Condition: JsonObject): JsonObject => allow({ Condition });

const RESTRICTING: readonly Row[] = [
  ["one address", onlyIf("IpAddress", "aws:SourceIp", "203.0.113.7"), "none"],
  ["one range", onlyIf("IpAddress", "aws:SourceIp", ["203.0.113.0/24", "2001:db8::/32"]), "none"],
  ["a /8", onlyIf("IpAddress", "aws:SourceIp", "10.0.0.0/8"), "none"],
  ["an organisation", onlyIf("StringEquals", "aws:PrincipalOrgID", "o-abcdefghij"), "none"],
  ["an organisation, any case of the key", onlyIf("StringEquals", "AWS:principalorgid", "o-abcdefghij"), "none"],
  [
    "an organisational unit",
    onlyIf("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-abcdefghij/r-ab12/ou-ab12-11111111/*"),
    "none",
  ],
  ["an endpoint", onlyIf("StringEquals", "aws:SourceVpce", "vpce-1a2b3c4d"), "none"],
  ["a VPC", onlyIf("StringLike", "aws:SourceVpc", "vpc-111bbb22"), "none"],
  ["a source account", onlyIf("StringEquals", "aws:SourceAccount", "111122223333"), "none"],
  ["a source", onlyIf("ArnEquals", "aws:SourceArn", "arn:aws:sns:us-east-1:111122223333:topic"), "none"],
  ["sources of one account", onlyIf("ArnLike", "aws:SourceArn", "arn:aws:cloudtrail:*:111122223333:trail/*"), "none"],
  ["a principal", onlyIf("ArnEquals", "aws:PrincipalArn", "arn:aws:iam::111122223333:role/reader"), "none"],
  ["the roles of one account", onlyIf("ArnLike", "aws:PrincipalArn", "arn:aws:iam::111122223333:role/*"), "none"],
  ["a principal's account", onlyIf("StringEquals", "aws:PrincipalAccount", ["111122223333", "123456789012"]), "none"],
  ["a role by its id", onlyIf("StringLike", "aws:userid", "AROAEXAMPLEEXAMPLE123:*"), "none"],
  ["a user by its id", onlyIf("StringEquals", "aws:userid", "AIDACKCEVSQ6C2EXAMPLE"), "none"],
  ["access points of one account", onlyIf("StringEquals", "s3:DataAccessPointAccount", "111122223333"), "none"],
  [
    "an access point",
    onlyIf("ArnLike", "s3:DataAccessPointArn", "arn:aws:s3:us-east-1:111122223333:accesspoint/*"),
    "none",
  ],
  ["AWS services", onlyIf("Bool", "aws:PrincipalIsAWSService", "true"), "none"],
  [
    "a key that must be there and one of some values",
    ifAll({ StringEqualsIfExists: { "aws:PrincipalOrgID": "o-abcdefghij" }, Null: { "aws:PrincipalOrgID": "false" } }),
    "none",
  ],
  [
    "one restriction among others",
    ifAll({ Bool: { "aws:SecureTransport": "true" }, StringEquals: { "aws:SourceVpce": "vpce-1a2b3c4d" } }),
    "none",
  ],
  [
    "two keys under one operator",
    ifAll({ StringLike: { "aws:Referer": "https://example.com/*", "aws:SourceVpc": "vpc-111bbb22" } }),
    "none",
  ],
  ["no value at all", onlyIf("StringEquals", "aws:SourceVpce", []), "none"],
];

const ANYONE: readonly Row[] = [
  ["every address", onlyIf("IpAddress", "aws:SourceIp", "0.0.0.0/0"), "anyone read"],
  ["half of all addresses", onlyIf("IpAddress", "aws:SourceIp", "0.0.0.0/1"), "anyone read"],
  ["a narrow range and a wide one", onlyIf("IpAddress", "aws:SourceIp", ["203.0.113.0/24", "::/0"]), "anyone read"],
  ["all addresses but some", onlyIf("NotIpAddress", "aws:SourceIp", "203.0.113.0/24"), "anyone read"],
  ["addresses within a VPC, of anyone", onlyIf("IpAddress", "aws:VpcSourceIp", "10.0.0.0/24"), "anyone read"],
  ["TLS", onlyIf("Bool", "aws:SecureTransport", "true"), "anyone read"],
  ["TLS as a boolean", onlyIf("Bool", "aws:SecureTransport", true), "anyone read"],
  ["a referer", onlyIf("StringLike", "aws:Referer", "https://example.com/*"), "anyone read"],
  ["a user agent", onlyIf("StringEquals", "aws:UserAgent", "secret"), "anyone read"],
  ["an ACL of the upload", ifAll({ StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } }), "anyone read"],
  ["a tag of the object", onlyIf("StringEquals", "s3:ExistingObjectTag/public", "yes"), "anyone read"],
  ["a time", onlyIf("DateGreaterThan", "aws:CurrentTime", "2020-01-01T00:00:00Z"), "anyone read"],
  ["any VPC", onlyIf("StringLike", "aws:SourceVpc", "vpc-*"), "anyone read"],
  ["one VPC or any", onlyIf("StringLike", "aws:SourceVpc", ["vpc-111bbb22", "*"]), "anyone read"],
  ["any source", onlyIf("ArnLike", "aws:SourceArn", "arn:aws:s3:::site-*"), "anyone read"],
  ["any user id, anonymous too", onlyIf("StringLike", "aws:userid", "*"), "anyone read"],
  ["the anonymous user", onlyIf("StringEquals", "aws:userid", "anonymous"), "anyone read"],
  [
    "all but one principal",
    onlyIf("ArnNotEquals", "aws:PrincipalArn", "arn:aws:iam::111122223333:role/x"),
    "anyone read",
  ],
  ["all but one endpoint", onlyIf("StringNotEquals", "aws:SourceVpce", "vpce-1a2b3c4d"), "anyone read"],
  [
    "an organisation, if there is one",
    onlyIf("StringEqualsIfExists", "aws:PrincipalOrgID", "o-abcdefghij"),
    "anyone read",
  ],
  [
    "all values, of which there may be none",
    onlyIf("ForAllValues:StringEquals", "aws:PrincipalOrgID", "o-abcdefghij"),
    "anyone read",
  ],
  ["no principal ARN, so no credentials", onlyIf("Null", "aws:PrincipalArn", "true"), "anyone read"],
  ["no AWS service", onlyIf("Bool", "aws:PrincipalIsAWSService", "false"), "anyone read"],
  ["an operator of the future", onlyIf("StringResembles", "aws:PrincipalOrgID", "o-abcdefghij"), "anyone read"],
  ["a variable", onlyIf("StringEquals", "aws:SourceVpce", "${aws:SourceVpce}"), "anyone read"],
  ["no condition in it", ifAll({}), "anyone read"],
];

const ACCOUNTS: readonly Row[] = [
  ["any principal ARN", onlyIf("StringLike", "aws:PrincipalArn", "*"), "accounts read"],
  ["roles of any account", onlyIf("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/*"), "accounts read"],
  [
    "roles of any account, by ArnEquals",
    onlyIf("ArnEquals", "aws:PrincipalArn", "arn:aws:iam::*:role/admin"),
    "accounts read",
  ],
  [
    "everyone as AWS with any principal ARN",
    allow({ Principal: { AWS: "*" }, Condition: { StringLike: { "aws:PrincipalArn": "arn:aws:iam::*" } } }),
    "accounts read",
  ],
  ["any organisation", onlyIf("StringLike", "aws:PrincipalOrgID", "o-*"), "accounts read"],
  ["any account", onlyIf("StringLike", "aws:PrincipalAccount", "????????????"), "accounts read"],
  ["a user name, which any account may have", onlyIf("StringEquals", "aws:username", "alice"), "accounts read"],
  ["a tag, which any account may set", onlyIf("StringEquals", "aws:PrincipalTag/team", "blue"), "accounts read"],
  ["a principal ARN at all", onlyIf("Null", "aws:PrincipalArn", "false"), "accounts read"],
  ["MFA", onlyIf("Bool", "aws:MultiFactorAuthPresent", "true"), "accounts read"],
  ["recent MFA", onlyIf("NumericLessThan", "aws:MultiFactorAuthAge", "3600"), "accounts read"],
  ["a signed header", onlyIf("StringEquals", "s3:authType", "REST-HEADER"), "accounts read"],
  ["kinds of principals", onlyIf("StringEquals", "aws:PrincipalType", ["User", "AssumedRole"]), "accounts read"],
  [
    "any organisation over TLS",
    ifAll({ Bool: { "aws:SecureTransport": "true" }, StringLike: { "aws:PrincipalOrgID": "*" } }),
    "accounts read",
  ],
];

statementTests("names callers", RESTRICTING);
statementTests("lets anyone in", ANYONE);
statementTests("asks for credentials", ACCOUNTS);
