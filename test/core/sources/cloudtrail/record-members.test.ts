import { expect, test } from "vitest";
import { MEMBER, RecordMembers } from "../../../../src/core/sources/cloudtrail/record-members.ts";
import { decodeUtf8, encodeUtf8 } from "../../../../src/core/text.ts";

/** Where the record at the start of `text` ends, and the members found in it as text. */
function find(text: string) {
  const bytes = new Uint8Array([...encodeUtf8(text), 0]);
  const members = new RecordMembers();
  const end = members.find(bytes, new DataView(bytes.buffer), 0);
  const found: Record<string, string> = {};
  for (const [name, at] of Object.entries(MEMBER)) {
    const [start, stop] = members.spans.subarray(at * 2, at * 2 + 2);
    if (start !== 0) found[name] = decodeUtf8(bytes.subarray(start, stop));
  }
  return { end, found };
}

test("finds every member that it knows, and none beside", () => {
  const all = Object.fromEntries(Object.keys(MEMBER).map((name, at) => [name, [name, at]]));
  const others = { eventNamE: 1, xventName: 2, "": 3, requestID: 4, __proto__x: { eventName: 5 } };
  const { found } = find(JSON.stringify({ ...others, ...all, ...others }));
  expect(found).toEqual(Object.fromEntries(Object.entries(all).map(([name, value]) => [name, JSON.stringify(value)])));
});

test("takes blanks where JSON does, and stops behind the record", () => {
  const text = '{ "eventName" :\t"a"\r\n, "x":[ ] ,"readOnly":true }';
  expect(find(`${text},{"eventName":"b"}`)).toEqual({
    end: text.length,
    found: { eventName: '"a"', readOnly: "true" },
  });
});

test("members of nested values are not the record's", () => {
  expect(find('{"a":{"eventName":"x"},"b":[{"eventName":"y"}],"c":"\\"eventName\\":1"}').found).toEqual({});
});

test("knows nothing of the record before", () => {
  const members = new RecordMembers();
  const bytes = encodeUtf8('{"eventName":"a"}{"eventID":"b"}\0').slice();
  expect(members.find(bytes, new DataView(bytes.buffer), 17)).toBe(32);
  expect(members.find(bytes, new DataView(bytes.buffer), 0)).toBe(17);
  expect(members.spans[MEMBER.eventID * 2]).toBe(0);
});

test.each(["{", "{}", '{"a"', '{"a":1', '{"a":1,}', '{"a":1]', '{"a":1 "b":2}', "{a:1}", '{"\\u0061":1}', '{"a":tru}'])(
  "leaves %s to parsing",
  (text) => {
    expect(find(text).end).toBe(-1);
  },
);
