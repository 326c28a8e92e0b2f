import { expect, test } from "vitest";
import { blockLowered, namesOff } from "../../../src/core/detect/public-access-block.ts";
import type { Json } from "../../../src/core/json.ts";
import { apiCall } from "./api-call.ts";

const put = (PublicAccessBlockConfiguration: Json, error: string | null = null) =>
  blockLowered(apiCall({ api: "PutBucketPublicAccessBlock", request: { PublicAccessBlockConfiguration }, error }));
const ON = { BlockPublicAcls: true, IgnorePublicAcls: "true", BlockPublicPolicy: true, RestrictPublicBuckets: true };

test("is null where all four are on, the call failed or nothing was logged", () => {
  expect(put(ON)).toBeNull();
  expect(put({}, "AccessDenied")).toBeNull();
  expect(put("")).toBeNull();
});

test("names the settings that are off", () => {
  const block = put({ ...ON, BlockPublicAcls: "false", RestrictPublicBuckets: null });
  expect(block).toEqual({
    blockPublicAcls: false,
    ignorePublicAcls: true,
    blockPublicPolicy: true,
    restrictPublicBuckets: false,
  });
  expect(block && namesOff(block)).toBe("BlockPublicAcls, RestrictPublicBuckets");
});

test("a deletion switches all four off", () => {
  const block = blockLowered(apiCall({ api: "DeleteBucketPublicAccessBlock" }));
  expect(block && namesOff(block)).toBe("BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets");
});
