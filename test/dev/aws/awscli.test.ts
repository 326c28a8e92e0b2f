/** The AWS CLI as a client of the local AWS: it must not notice the difference. */

import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import type { LocalAws } from "../../../dev/stack.ts";
import { program } from "../../needs.ts";
import { BUCKET, type Credentials, EXTERNAL_ID, READER, start, USER } from "./local-aws.ts";

const CLI = program("/usr/bin/aws");
let aws: LocalAws;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "awscli-"));
  aws = await start();
}, 60_000);

afterAll(async () => {
  await aws.dispose();
  await rm(folder, { recursive: true });
});

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `aws …` with no configuration but what is given here. */
function run(args: readonly string[], credentials: Credentials = USER): Promise<Ran> {
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...(credentials.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: credentials.sessionToken }),
    AWS_DEFAULT_REGION: "us-east-1",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_MAX_ATTEMPTS: "1",
    AWS_PAGER: "",
  };
  return new Promise((resolve) => {
    execFile(CLI ?? "aws", ["--endpoint-url", aws.url, "--output", "json", ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

async function json<T>(schema: z.ZodType<T>, args: readonly string[]): Promise<T> {
  const ran = await run(args);
  expect(ran.stderr).toBe("");
  return schema.parse(JSON.parse(ran.stdout));
}

function getObject(bucket: string): string[] {
  return ["s3api", "get-object", "--bucket", bucket, "--key", "none", "/dev/null"];
}

const KEY = "AWSLogs/123456789012/a b+c&<é>/./log 1.json.gz";

test.skipIf(CLI === null)("s3 cp, s3 ls, s3api list-objects-v2 and get-object agree on odd keys", async () => {
  const file = join(folder, "up");
  await writeFile(file, "contents");
  const copied = await run(["s3", "cp", file, `s3://${BUCKET}/${KEY}`]);
  expect(copied).toMatchObject({ code: 0, stderr: "" });

  const buckets = await run(["s3", "ls"]);
  expect(buckets.stdout).toContain(BUCKET);
  const recursive = await run(["s3", "ls", "--recursive", `s3://${BUCKET}/`]);
  expect(recursive.stdout).toMatch(/^\S+ \S+ +8 AWSLogs/);
  expect(recursive.stdout).toContain(KEY);
  const level = await run(["s3", "ls", `s3://${BUCKET}/AWSLogs/123456789012/`]);
  expect(level.stdout.trim()).toBe("PRE a b+c&<é>/");

  const contents = z.object({ Contents: z.array(z.object({ Key: z.string(), Size: z.number() })) });
  const listed = await json(contents, ["s3api", "list-objects-v2", "--bucket", BUCKET, "--start-after", "AWS"]);
  expect(listed.Contents).toEqual([{ Key: KEY, Size: 8 }]);

  const down = join(folder, "down");
  const range = ["--range", "bytes=3-5"];
  const got = z.object({ ContentRange: z.string(), ETag: z.string() });
  expect(await json(got, ["s3api", "get-object", "--bucket", BUCKET, "--key", KEY, ...range, down])).toEqual({
    ContentRange: "bytes 3-5/8",
    ETag: '"98bf7d8c15784f0a3d63204441e1e2aa"',
  });
  expect(await readFile(down, "utf8")).toBe("ten");
  expect((await run(["s3", "rm", `s3://${BUCKET}/${KEY}`])).code).toBe(0);
});

test.skipIf(CLI === null)("paging by the CLI's own page size finds every key once", async () => {
  const pages = join(folder, "page");
  await mkdir(pages);
  const names = Array.from({ length: 5 }, (_, index) => `page/${index}`);
  for (const name of names) await writeFile(join(folder, name), "x");
  await run(["s3", "cp", "--recursive", pages, `s3://${BUCKET}/page/`]);
  const args = ["--bucket", BUCKET, "--prefix", "page/", "--page-size", "2", "--query", "Contents[].Key"];
  expect(await json(z.array(z.string()), ["s3api", "list-objects-v2", ...args])).toEqual(names);
});

test.skipIf(CLI === null)("sts assume-role gives a session that reads its prefix and nothing else", async () => {
  const base = ["sts", "assume-role", "--role-arn", READER, "--role-session-name", "cli"];
  const denied = await run(base);
  expect(denied.code).not.toBe(0);
  expect(denied.stderr).toContain("(AccessDenied) when calling the AssumeRole operation");

  const shape = z.object({
    Credentials: z.object({ AccessKeyId: z.string(), SecretAccessKey: z.string(), SessionToken: z.string() }),
  });
  const { Credentials: given } = await json(shape, [...base, "--external-id", EXTERNAL_ID]);
  const session = {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretAccessKey,
    sessionToken: given.SessionToken,
  };
  const whoami = await run(["sts", "get-caller-identity", "--query", "Arn"], session);
  expect(whoami.stdout.trim()).toBe('"arn:aws:sts::123456789012:assumed-role/WatchpostReader/cli"');
  const inside = ["s3api", "list-objects-v2", "--bucket", BUCKET, "--prefix", "AWSLogs/123456789012/"];
  expect((await run(inside, session)).code).toBe(0);
  const outside = await run(["s3api", "list-objects-v2", "--bucket", BUCKET], session);
  expect(outside.stderr).toContain("(AccessDenied) when calling the ListObjectsV2 operation");
});

test.skipIf(CLI === null)("the CLI understands what is missing or wrong", async () => {
  expect((await run(getObject(BUCKET))).stderr).toContain("(NoSuchKey)");
  expect((await run(getObject("no-such-bucket"))).stderr).toContain("(NoSuchBucket)");
  expect((await run(getObject(BUCKET), { ...USER, secretAccessKey: "x" })).stderr).toContain("(SignatureDoesNotMatch)");
  const region = ["s3api", "head-bucket", "--bucket", "ireland", "--region", "eu-west-1"];
  expect((await run(region)).code).toBe(0);
});
