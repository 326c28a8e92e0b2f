import * as fc from "fast-check";
import { expect, test } from "vitest";
import { childrenOf, parseXml, textOf, type XmlElement, XmlError } from "../../src/aws/xml.ts";

test("reads elements, text, attributes passed over, declaration and comments", () => {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
    <!-- a > comment -->
    <List xmlns="http://s3.amazonaws.com/doc/2006-03-01/" a = 'x "y"'>
      <Item><Key>a&amp;b &lt;&gt;&quot;&apos;&#65;&#x1F4A5;</Key><Empty/></Item><Item id="2"><Key></Key></Item >
    </List>`;
  const root = parseXml(xml);
  expect(root.name).toBe("List");
  const items = childrenOf(root, "Item");
  expect(items.map((item) => textOf(item, "Key"))).toEqual(["a&b <>\"'A💥", ""]);
  expect(textOf(root, "Item", "Key")).toBe("a&b <>\"'A💥");
  expect(textOf(root, "Item", "Empty")).toBe("");
  expect([textOf(root, "Item", "None"), textOf(root, "None", "Key"), childrenOf(root, "None")]).toEqual([
    null,
    null,
    [],
  ]);
});

test.each([
  ["nothing", ""],
  ["blanks", "  \n"],
  ["text", "hello"],
  ["text before the root", "hello<a/>"],
  ["text behind the root", "<a></a>hello"],
  ["two roots", "<a/><b/>"],
  ["an end that is missing", "<a><b></b>"],
  ["an end too many", "<a></a></a>"],
  ["an end alone", "</a>"],
  ["crossed ends", "<a><b></a></b>"],
  ["another case", "<a></A>"],
  ["a DTD", '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
  ["a bare DTD", "<!DOCTYPE a><a/>"],
  ["CDATA", "<a><![CDATA[x]]></a>"],
  ["an unknown entity", "<a>&nbsp;</a>"],
  ["an entity with a long name", "<a>&averylongentityname;</a>"],
  ["an inherited name as entity", "<a>&toString;</a>"],
  ["a bare ampersand", "<a>b & c</a>"],
  ["an entity without its semicolon", "<a>&amp</a>"],
  ["a character beyond Unicode", "<a>&#x110000;</a>"],
  ["a character beyond Unicode, decimal", "<a>&#9999999;</a>"],
  ["a surrogate", "<a>&#xD800;</a>"],
  ["NUL", "<a>&#0;</a>"],
  ["a number that is none", "<a>&#xZZ;</a>"],
  ["an attribute without quotes", "<a b=c/>"],
  ["an attribute that is not closed", '<a b="c/>'],
  ["a tag inside an attribute", '<a b="<c>"/>'],
  ["a comment that is not closed", "<a><!-- </a>"],
  ["a tag that is not closed", "<a"],
  ["a name that is none", "<1a/>"],
])("refuses %s", (_claim, xml) => {
  expect(() => parseXml(xml)).toThrow(XmlError);
});

function nested(levels: number): string {
  return `${"<a>".repeat(levels)}${"</a>".repeat(levels)}`;
}

test("refuses depth beyond AWS's, and reads what is just within", () => {
  expect(parseXml(nested(16)).name).toBe("a");
  for (const levels of [17, 100_000]) expect(() => parseXml(nested(levels))).toThrow(new XmlError("nested too deep"));
});

test.each([
  ["blanks in a tag", `<a${" ".repeat(200_000)}`],
  ["attributes without end", `<a${' x="1"'.repeat(50_000)}`],
  ["comments", `<!--${"-".repeat(200_000)}`],
  ["ampersands", `<a>${"&".repeat(200_000)}</a>`],
  ["open tags", "<".repeat(200_000)],
])("answers at once on a flood of %s", (_claim, xml) => {
  expect(() => parseXml(xml)).toThrow(XmlError);
});

test("what is written comes back, whatever the text", () => {
  const text = fc.string({ unit: "binary" }).filter((value) => value.trim() === value);
  const { element } = fc.letrec<{ element: XmlElement }>((tie) => ({
    element: fc.record({
      name: fc.constantFrom("Key", "a:b", "_x", "Prefix-1"),
      text,
      children: fc.oneof({ maxDepth: 4 }, fc.constant([]), fc.array(tie("element"), { maxLength: 3 })),
    }),
  }));
  const property = fc.property(element, (root) => {
    expect(parseXml(write(root))).toEqual(root);
  });
  fc.assert(property, { seed: 29, numRuns: 500 });
});

function write({ name, text, children }: XmlElement): string {
  const escaped = text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
  return `<${name}>${escaped}${children.map(write).join("")}</${name}>`;
}
