import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { type FileKind, findLogs, kindOf } from "../../cli/find-logs.ts";
import { good, gz, records } from "../intake/cloudtrail-records.ts";
import { withFiles } from "./temp-folder.ts";

const namesIn = async (folder: string, paths: readonly string[]): Promise<string[]> =>
  (await findLogs(paths.map((path) => join(folder, path)))).map(({ path }) => path.slice(folder.length + 1));

test("finds all files below the paths, in order of their keys, each once", async () => {
  await withFiles({ "b/2": "", "b/10": "", "a/z/1": "", "a/y": "", c: "" }, async (folder) => {
    expect(await namesIn(folder, [""])).toEqual(["a/y", "a/z/1", "b/10", "b/2", "c"]);
    expect(await namesIn(folder, ["c", "b", "b/2", "b/../c"])).toEqual(["b/10", "b/2", "c"]);
    expect(await namesIn(folder, [])).toEqual([]);
    await expect(findLogs([join(folder, "none")])).rejects.toThrow("ENOENT");
  });
});

test("follows links to files, and neither links to folders nor those that lead nowhere", async () => {
  await withFiles({ "store/log": "", "in/plain": "" }, async (folder) => {
    symlinkSync(join(folder, "store/log"), join(folder, "in/link"));
    symlinkSync(join(folder, "in"), join(folder, "in/loop"));
    symlinkSync(join(folder, "nowhere"), join(folder, "in/broken"));
    expect(await namesIn(folder, ["in"])).toEqual(["in/link", "in/plain"]);
  });
});

const trail = records(...good(1));
const flow = "2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1 2 ACCEPT OK";
const dns =
  '{"version":"1.100000","account_id":"1","query_timestamp":"2024-07-31T13:06:24Z","query_name":"example.com."}';
const digest =
  '{"awsAccountId":"111122223333","digestStartTime":"x","digestS3Object":"y","digestPublicKeyFingerprint":"z"}';
const S3 = "AWSLogs/111122223333";

test.each<[string, string | Uint8Array, FileKind]>([
  // By the key's layout, whatever is in it.
  [`${S3}/CloudTrail/eu-west-1/2024/07/31/x.json.gz`, "", "cloudtrail"],
  [`${S3}/vpcflowlogs/eu-west-1/2024/07/31/x.log.gz`, trail, "flow"],
  [`${S3}/vpcdnsquerylogs/vpc-0abc/2024/07/31/x.log.gz`, "", "dns"],
  [`${S3}/CloudTrail-Digest/eu-west-1/2024/07/31/x.json.gz`, trail, "neighbour"],
  [`${S3}/Config/eu-west-1/2024/07/31/x.json.gz`, trail, "neighbour"],
  // Copied out of it.
  ["111122223333_CloudTrail-Digest_eu-west-1_x_eu-west-1_20240731T130500Z.json.gz", "", "neighbour"],
  ["111122223333_CloudTrail-Insight_eu-west-1_20240731T1305Z_x.json.gz", "", "neighbour"],
  ["CloudTrail-Digest/x.json", trail, "neighbour"],
  ["my-CloudTrail-Digest-notes/x.json", trail, "cloudtrail"],
  // By content.
  ["x", trail, "cloudtrail"],
  ["x", gz(trail), "cloudtrail"],
  ["x", `\ufeff\n  ${trail}`, "cloudtrail"],
  [
    "x",
    good(2)
      .map((item) => JSON.stringify(item))
      .join("\n"),
    "cloudtrail",
  ],
  ["x", JSON.stringify({ Events: [{ CloudTrailEvent: "{}" }] }), "cloudtrail"],
  ["x", "[]", "cloudtrail"],
  ["x", '{"unknown":"json"}', "cloudtrail"],
  ["x", flow, "flow"],
  ["x", new Uint8Array(gzipSync(`version account-id interface-id srcaddr\n${flow}`)), "flow"],
  ["x", dns, "dns"],
  ["x", gz(`${dns}\n${dns}`), "dns"],
  ["x", digest, "neighbour"],
  ["x", gz(digest), "neighbour"],
  ["x", "", "unknown"],
  ["x", "Readme: these are logs", "unknown"],
  ["x", Uint8Array.of(0x1f, 0x8b, 8, 0, 1), "unknown"],
  ["x", gz(trail).slice(0, -3), "cloudtrail"],
])("%s is told by its key or its content", async (name, content, kind) => {
  await withFiles({ [name]: content }, async (folder) => {
    const [file] = await findLogs([folder]);
    expect(file && (await kindOf(file))).toBe(kind);
  });
});
