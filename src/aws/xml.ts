/** A small strict reader for AWS's XML answers: elements and text. No DTD, no entities but the five, bounded depth. */

export type XmlElement = { readonly name: string; readonly text: string; readonly children: readonly XmlElement[] };

const DEPTH_MAX = 16;
const TOKEN =
  /<\?[^>]*\?>|<!--[\s\S]*?-->|<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

export class XmlError extends Error {
  override readonly name = "XmlError";
}

type Open = { readonly name: string; text: string; readonly children: XmlElement[] };

/** The root element. Throws XmlError where the text is not plain, well-formed XML. */
export function parseXml(xml: string): XmlElement {
  const root: Open = { name: "", text: "", children: [] };
  const stack: Open[] = [root];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < xml.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(xml);
    if (!match) throw new XmlError(`not well-formed at character ${at}`);
    take(match, stack);
  }
  const [element] = root.children;
  if (!element || root.children.length !== 1 || stack.length !== 1) throw new XmlError("no single root element");
  if (root.text.trim() !== "") throw new XmlError("text outside the root element");
  return element;
}

function take(match: RegExpExecArray, stack: Open[]): void {
  const [, slash, name, , selfClosing, text] = match;
  const top = stack.at(-1) as Open;
  if (text !== undefined) {
    top.text += decode(text);
  } else if (name === undefined) {
    return;
  } else if (slash) {
    if (stack.length < 2 || top.name !== name) throw new XmlError(`unexpected </${name.slice(0, 40)}>`);
    stack.pop();
    (stack.at(-1) as Open).children.push(top);
  } else if (selfClosing) {
    top.children.push({ name, text: "", children: [] });
  } else {
    if (stack.length > DEPTH_MAX) throw new XmlError("nested too deep");
    stack.push({ name, text: "", children: [] });
  }
}

function decode(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w{1,8});)?/g, (whole, name: string | undefined) => {
    const known = name === undefined ? undefined : name.startsWith("#") ? charOf(name.slice(1)) : entityOf(name);
    if (known === undefined) throw new XmlError(`unknown entity ${whole}`);
    return known;
  });
}

function entityOf(name: string): string | undefined {
  return Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
}

/** "65" or "x41" → "A"; undefined for what is no character. */
function charOf(digits: string): string | undefined {
  const code = digits.startsWith("x") ? Number.parseInt(digits.slice(1), 16) : Number(digits);
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return code === 0 || code > 0x10ffff || isSurrogate ? undefined : String.fromCodePoint(code);
}

export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** Text of the first child of that name along the path, or null. */
export function textOf(element: XmlElement, ...path: readonly string[]): string | null {
  let at: XmlElement | undefined = element;
  for (const name of path) at = at?.children.find((child) => child.name === name);
  return at ? at.text : null;
}
