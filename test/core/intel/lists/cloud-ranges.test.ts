/** Each provider's file gives its ranges with service and Region, wherever they stand, and in whatever pieces it comes. */

import { array, assert, integer, property } from "fast-check";
import { expect, test } from "vitest";
import { listRules } from "../../../../src/core/intel/list-rules.ts";
import { AWS, AZURE, CLOUDFLARE, DIGITALOCEAN, GOOGLE, ORACLE } from "./cloud-samples.ts";
import { faultOf, readBytes, readText } from "./read-text.ts";

const RULES = listRules("cloud");

const CASES: readonly (readonly [name: string, text: string, entries: readonly string[]])[] = [
  [
    "AWS ip-ranges.json",
    AWS,
    [
      "3.5.140.0/22 [aws/AMAZON/ap-northeast-2]",
      "52.95.110.0/24 [aws/AMAZON/]",
      "3.5.140.0/22 [aws/S3/ap-northeast-2]",
      "3.5.140.0/22 [aws/EC2/ap-northeast-2]",
      "54.200.0.0/16 [aws/EC2/us-west-2]",
      "54.200.0.0/15 [aws/AMAZON/us-west-2]",
      "2600:1f14::/35 [aws/EC2/us-west-2]",
    ],
  ],
  [
    "Google cloud.json",
    GOOGLE,
    ["34.1.208.0/20 [google/Google Cloud/africa-south1]", "2600:1900:8000::/44 [google/Google Cloud/]"],
  ],
  [
    "Azure service tags",
    AZURE,
    [
      "13.69.0.0/17 [azure//westeurope]",
      "2603:1020:206::/48 [azure//westeurope]",
      "13.69.40.16/28 [azure/AzureStorage/westeurope]",
    ],
  ],
  [
    "Oracle public_ip_ranges.json",
    ORACLE,
    ["129.146.0.0/21 [oracle/OCI/us-phoenix-1]", "134.70.8.0/21 [oracle/OBJECT_STORAGE/us-phoenix-1]"],
  ],
  ["Cloudflare's API", CLOUDFLARE, ["173.245.48.0/20 [cloudflare//]", "2400:cb00::/32 [cloudflare//]"]],
  ["a geofeed", DIGITALOCEAN, ["5.101.96.0/21 [//NL-NH]", "24.144.64.0/22 [//US-CA]"]],
  ["one range a line", "# ranges\n173.245.48.0/20\n2400:cb00::/32\n", ["173.245.48.0/20 [//]", "2400:cb00::/32 [//]"]],
  ["a MISP warning list", '{"list":["3.2.34.0/26"],"name":"AWS"}', ["3.2.34.0/26 [//]"]],
];

test.each(CASES)("%s", (_, text, entries) => {
  const read = readText(text, RULES);
  expect(read.entries).toEqual(entries);
  expect(read.report).toMatchObject({ format: "CLOUD_RANGES", accepted: entries.length, rejected: 0 });
});

test.each(CASES)("%s: the same in pieces of any size", (_, text) => {
  const bytes = new TextEncoder().encode(text);
  const whole = readBytes(bytes, RULES);
  assert(
    property(array(integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }), (sizes) => {
      expect(readBytes(bytes, RULES, sizes)).toEqual(whole);
    }),
    { seed: 5, numRuns: 30 },
  );
});

test("what is no file of ranges is refused", () => {
  expect(faultOf("<!doctype html><html>", RULES)).toMatch(/a web page/);
  expect(faultOf(AWS.slice(0, -20), RULES)).toMatch(/line 1/);
  expect(faultOf(" \n", RULES)).toBe("the list is empty");
  const { entries, report } = readText('{"prefixes":[{"ip_prefix":"10.0.0.0/8","service":"EC2"}]}', RULES);
  expect([entries, report.rejectedBy]).toEqual([[], { "not-public": 1 }]);
});

test("the same file is never told to be ranges of a cloud by itself", () => {
  expect(readText(AWS, { ...RULES, format: "JSON" }).entries[0]).toBe("3.5.140.0/22");
  expect(readText(AWS, listRules("malicious")).report.format).toBe("JSON");
});

test("a row with more ranges than any has does not wait for its end", () => {
  const cidrs = Array.from({ length: 100_001 }, () => '{"cidr":"198.51.100.0/24"}').join(",");
  const { entries } = readText(`{"regions":[{"cidrs":[${cidrs}],"region":"late"}]}`, RULES);
  expect(entries).toHaveLength(100_001);
  expect(new Set(entries)).toEqual(new Set(["198.51.100.0/24 [oracle//late]"]));
  const flat = Array.from({ length: 100_001 }, () => '"198.51.100.0/24"').join(",");
  const azure = readText(`{"values":[{"properties":{"region":"early","addressPrefixes":[${flat}]}}]}`, RULES);
  expect(new Set(azure.entries)).toEqual(new Set(["198.51.100.0/24 [azure//early]"]));
});
