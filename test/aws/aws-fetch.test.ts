import { expect, test } from "vitest";
import { awsFetch, type AwsRequest, boundedText } from "../../src/aws/aws-fetch.ts";
import { AWS_ATTEMPTS_MAX, AWS_XML_BYTES_MAX } from "../../src/core/limits.ts";
import { awsErrorAnswer, CREDENTIALS, fakeWorld } from "./fake-world.ts";

const GET: AwsRequest = {
  service: "s3",
  region: "eu-west-1",
  method: "GET",
  url: new URL("https://logs.s3.eu-west-1.amazonaws.com/a%20b?list-type=2"),
  headers: { "if-match": '"e"' },
};

test("signs for service, Region and time, and sends what was asked", async () => {
  const world = fakeWorld(() => new Response("body"));
  const answer = await awsFetch(world, { ...CREDENTIALS, sessionToken: "token" }, GET);
  expect(await answer.text()).toBe("body");
  const [request] = world.requests;
  expect(request?.url).toBe(GET.url.href);
  expect(request?.method).toBe("GET");
  expect(request?.redirect).toBe("manual");
  expect(request?.headers.get("authorization")).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE\/20240731\/eu-west-1\/s3\/aws4_request, SignedHeaders=/,
  );
  expect(request?.headers.get("x-amz-date")).toBe("20240731T130624Z");
  expect(request?.headers.get("x-amz-security-token")).toBe("token");
  expect(request?.headers.get("if-match")).toBe('"e"');
});

test("sends a body and its type", async () => {
  const world = fakeWorld(async (request) => new Response(await request.text()));
  const request: AwsRequest = {
    ...GET,
    service: "sts",
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "Action=AssumeRole",
  };
  expect(await (await awsFetch(world, CREDENTIALS, request)).text()).toBe("Action=AssumeRole");
});

test("tries again what may pass, waiting longer each time, and signs anew", async () => {
  const world = fakeWorld((_, attempt) => (attempt < 4 ? awsErrorAnswer(503, "SlowDown") : new Response("at last")));
  expect(await (await awsFetch(world, CREDENTIALS, GET)).text()).toBe("at last");
  expect(world.slept).toEqual([200, 400, 800]);
  expect(new Set(world.requests.map((request) => request.headers.get("x-amz-date"))).size).toBeGreaterThan(1);
});

test("gives up after a bounded number of attempts, with AWS's own reason", async () => {
  const world = fakeWorld(() => awsErrorAnswer(500, "InternalError", "we are sorry"));
  await expect(awsFetch(world, CREDENTIALS, GET)).rejects.toMatchObject({
    code: "InternalError",
    message: "InternalError: we are sorry",
  });
  expect(world.requests).toHaveLength(AWS_ATTEMPTS_MAX);
});

test.each(["AccessDenied", "NoSuchBucket", "InvalidAccessKeyId", "ExpiredToken"])(
  "asks once where %s answers",
  async (code) => {
    const world = fakeWorld(() => awsErrorAnswer(403, code));
    await expect(awsFetch(world, CREDENTIALS, GET)).rejects.toMatchObject({ code, status: 403 });
    expect([world.requests.length, world.slept]).toEqual([1, []]);
  },
);

test("a connection that fails is tried again and told as what it is", async () => {
  const once = fakeWorld((_, attempt) => {
    if (attempt === 1) throw new TypeError("connection reset");
    return new Response("ok");
  });
  expect((await awsFetch(once, CREDENTIALS, GET)).ok).toBe(true);
  const never = fakeWorld(() => {
    throw new TypeError(`fetch failed ${"x".repeat(1_000)}`);
  });
  const error = await awsFetch(never, CREDENTIALS, GET).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "NetworkError", status: 0 });
  expect(String(error).length).toBeLessThan(400);
});

test("another place is an error with its Region, never followed", async () => {
  const headers = { location: "https://evil.example/", "x-amz-bucket-region": "eu-north-1" };
  const world = fakeWorld(() => new Response("", { status: 301, headers }));
  await expect(awsFetch(world, CREDENTIALS, GET)).rejects.toMatchObject({ status: 301, region: "eu-north-1" });
  expect(world.requests).toHaveLength(1);
});

function endless(onCancel: () => void): Response {
  const slice = new Uint8Array(1024 * 1024);
  return new Response(new ReadableStream({ pull: (controller) => controller.enqueue(slice), cancel: onCancel }), {
    status: 500,
  });
}

test("an error answer without end is cut, and its connection freed each time", async () => {
  let cancelled = 0;
  const world = fakeWorld(() => endless(() => cancelled++));
  await expect(awsFetch(world, CREDENTIALS, GET)).rejects.toMatchObject({ code: "AnswerTooLarge" });
  expect(cancelled).toBe(world.requests.length);
});

test("reads text whole, whatever the slices, up to its bound", async () => {
  const text = "é💥".repeat(1_000);
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(at, (at += 5)));
    },
  });
  expect(await boundedText(new Response(stream))).toBe(text);
  expect(await boundedText(new Response(null))).toBe("");
  expect(await boundedText(new Response(new Uint8Array(AWS_XML_BYTES_MAX)))).toHaveLength(AWS_XML_BYTES_MAX);
  const large = boundedText(new Response(new Uint8Array(AWS_XML_BYTES_MAX + 1)));
  await expect(large).rejects.toMatchObject({ code: "AnswerTooLarge" });
});
