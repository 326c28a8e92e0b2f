/** What Resource and NotResource cover, through whole policies. */

import { expect, test } from "vitest";
import { allow, BUCKET_ARN, judged, OBJECTS, type Row, statementTests } from "./judged.ts";

const RESOURCES: readonly Row[] = [
  ["every resource", allow({ Resource: "*" }), "anyone read"],
  ["a folder", allow({ Resource: "arn:aws:s3:::site/public/*" }), "anyone read"],
  ["one object", allow({ Resource: "arn:aws:s3:::site/index.html" }), "anyone read"],
  ["a wildcard over bucket names", allow({ Resource: "arn:aws:s3:::s*" }), "anyone read"],
  ["a folder of the caller's own", allow({ Resource: "arn:aws:s3:::site/${aws:userid}/*" }), "anyone read"],
  ["the bucket in China", allow({ Resource: "arn:aws-cn:s3:::site/*" }), "anyone read"],
  ["the bucket alone, for objects", allow({ Resource: BUCKET_ARN }), "none"],
  ["objects alone, for the bucket", allow({ Action: "s3:ListBucket" }), "none"],
  ["bucket and objects", allow({ Action: "s3:*", Resource: [BUCKET_ARN, OBJECTS] }), "anyone read+write"],
  ["another bucket", allow({ Resource: "arn:aws:s3:::other/*" }), "none"],
  ["a bucket with a longer name", allow({ Resource: "arn:aws:s3:::sites/*" }), "none"],
  ["all but another bucket", allow({ Resource: undefined, NotResource: "arn:aws:s3:::other/*" }), "anyone read"],
  ["all but a folder", allow({ Resource: undefined, NotResource: "arn:aws:s3:::site/private/*" }), "anyone read"],
  ["all but all objects", allow({ Resource: undefined, NotResource: OBJECTS }), "none"],
  ["all but everything", allow({ Resource: undefined, NotResource: "*" }), "none"],
  ["no resource", allow({ Resource: undefined }), "none"],
];

statementTests("resource", RESOURCES);

test("takes a statement to be about the bucket where the record did not name it", () => {
  expect(judged({ Statement: [allow()] }, null)).toBe("anyone read");
  expect(judged({ Statement: [allow({ Resource: [] })] }, null)).toBe("none");
});
