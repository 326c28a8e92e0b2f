import { expect, test } from "vitest";
import { AwsError, awsErrorOf } from "../../src/aws/aws-error.ts";

const NO_HEADERS = new Headers();
const s3 = (code: string, more = ""): string => `<Error><Code>${code}</Code><Message>why</Message>${more}</Error>`;

test("reads S3's error, and STS's inside its response", () => {
  expect(awsErrorOf(403, NO_HEADERS, s3("AccessDenied"))).toMatchObject({
    name: "AwsError",
    code: "AccessDenied",
    status: 403,
    message: "AccessDenied: why",
    region: null,
  });
  const sts = `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${s3("AccessDenied")}<RequestId>x</RequestId></ErrorResponse>`;
  expect(awsErrorOf(403, NO_HEADERS, sts)).toMatchObject({ code: "AccessDenied", message: "AccessDenied: why" });
});

test("tells the bucket's Region from the header, else from the body", () => {
  const moved = s3("AuthorizationHeaderMalformed", "<Region>eu-west-3</Region>");
  expect(awsErrorOf(400, NO_HEADERS, moved).region).toBe("eu-west-3");
  expect(awsErrorOf(301, new Headers({ "x-amz-bucket-region": "eu-north-1" }), moved).region).toBe("eu-north-1");
});

test.each([
  ["a HEAD's empty body", ""],
  ["HTML", "<html><br></html>"],
  ["JSON", '{"message":"no"}'],
  ["an element without code", "<Error/>"],
  ["an empty code", "<Error><Code></Code><Message></Message></Error>"],
  ["a document type", "<!DOCTYPE x><Error><Code>x</Code></Error>"],
])("names the status where the answer is %s", (_claim, body) => {
  expect(awsErrorOf(404, NO_HEADERS, body)).toMatchObject({ code: "Http404", message: "Http404: no message" });
});

test("cuts a long message", () => {
  const error = awsErrorOf(400, NO_HEADERS, `<Error><Code>X</Code><Message>${"m".repeat(10_000)}</Message></Error>`);
  expect(error.message).toHaveLength("X: ".length + 300);
});

test.each<[string, number, boolean]>([
  ["SlowDown", 503, true],
  ["InternalError", 500, true],
  ["RequestTimeout", 400, true],
  ["Throttling", 400, true],
  ["NetworkError", 0, true],
  ["Http502", 502, true],
  ["Http429", 429, true],
  ["NotImplemented", 501, false],
  ["AccessDenied", 403, false],
  ["NoSuchKey", 404, false],
  ["ExpiredToken", 400, false],
  ["PreconditionFailed", 412, false],
  ["AnswerTooLarge", 200, false],
])("%s (%d) may be tried again: %s", (code, status, retryable) => {
  expect(new AwsError(code, status, "x").retryable).toBe(retryable);
});

test("knows credentials that have ended from those that never were good", () => {
  const stale = ["ExpiredToken", "ExpiredTokenException", "InvalidToken", "TokenRefreshRequired"];
  for (const code of stale) expect(new AwsError(code, 400, "x").staleCredentials).toBe(true);
  for (const code of ["InvalidAccessKeyId", "AccessDenied"])
    expect(new AwsError(code, 403, "x").staleCredentials).toBe(false);
});
