/** Whom Principal and NotPrincipal let in, through whole policies. */

import type { JsonObject } from "../../../../src/core/json.ts";
import { allow, type Row, statementTests } from "./judged.ts";

const PRINCIPALS: readonly Row[] = [
  ["everyone", allow(), "anyone read"],
  ["everyone as AWS", allow({ Principal: { AWS: "*" } }), "anyone read"],
  ["everyone in a list", allow({ Principal: { AWS: ["111122223333", "*"] } }), "anyone read"],
  ["everyone beside a service", allow({ Principal: { Service: "s3.amazonaws.com", AWS: "*" } }), "anyone read"],
  ["one account", allow({ Principal: { AWS: "111122223333" } }), "none"],
  ["one account by ARN", allow({ Principal: { AWS: "arn:aws:iam::111122223333:root" } }), "none"],
  ["one role", allow({ Principal: { AWS: ["arn:aws:iam::111122223333:role/reader"] } }), "none"],
  ["a service", allow({ Principal: { Service: "cloudtrail.amazonaws.com" } }), "none"],
  [
    "a canonical user",
    allow({ Principal: { CanonicalUser: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" } }),
    "none",
  ],
  ["a provider", allow({ Principal: { Federated: "cognito-identity.amazonaws.com" } }), "none"],
  [
    "all but one",
    allow({ Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::111122223333:root" } }),
    "anyone read",
  ],
  ["all but everyone", allow({ Principal: undefined, NotPrincipal: "*" }), "none"],
  ["no principal", allow({ Principal: undefined }), "none"],
  [
    "an inherited name",
    JSON.parse('{"Effect":"Allow","__proto__":{"Principal":"*"},"Action":"*","Resource":"*"}') as JsonObject,
    "none",
  ],
];

statementTests("principal", PRINCIPALS);
