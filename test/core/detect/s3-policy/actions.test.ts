/** What Action and NotAction allow, through whole policies. */

import { allow, BUCKET_ARN, type Row, statementTests } from "./judged.ts";

const ACTIONS: readonly Row[] = [
  ["everything", allow({ Action: "*" }), "anyone read+write"],
  ["everything of S3", allow({ Action: "s3:*" }), "anyone read+write"],
  ["all reads", allow({ Action: "s3:Get*" }), "anyone read"],
  ["lower case", allow({ Action: "S3:getobject" }), "anyone read"],
  ["a wildcard for one character", allow({ Action: "s3:?etObject" }), "anyone read"],
  ["a wildcard for reads and writes", allow({ Action: "s3:*Object" }), "anyone read+write"],
  ["a write", allow({ Action: "s3:PutObject" }), "anyone write"],
  ["a deletion", allow({ Action: ["s3:DeleteObject"] }), "anyone write"],
  ["a read and a write", allow({ Action: ["s3:GetObject", "s3:PutObject"] }), "anyone read+write"],
  ["a change of the ACL", allow({ Action: "s3:PutObjectAcl" }), "anyone write"],
  ["a read of the bucket", allow({ Action: "s3:ListBucket", Resource: BUCKET_ARN }), "anyone read"],
  ["a change of the policy", allow({ Action: "s3:PutBucketPolicy", Resource: BUCKET_ARN }), "anyone write"],
  ["an action newer than the list", allow({ Action: "s3:GetObjectHologram" }), "anyone read"],
  ["another service", allow({ Action: "ec2:*" }), "none"],
  ["all but reads", allow({ Action: undefined, NotAction: "s3:Get*" }), "anyone read+write"],
  ["all but reads and lists", allow({ Action: undefined, NotAction: ["s3:Get*", "s3:List*"] }), "anyone write"],
  ["all but S3", allow({ Action: undefined, NotAction: "s3:*" }), "none"],
  ["no action", allow({ Action: undefined }), "none"],
  ["an empty list", allow({ Action: [] }), "none"],
];

statementTests("action", ACTIONS);
