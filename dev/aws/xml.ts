/** Writes XML as AWS answers it. */

export interface XmlElement {
  readonly name: string;
  readonly attributes?: string;
  readonly content: XmlContent;
}
export type XmlContent = string | number | boolean | readonly (XmlElement | null)[];

/** Children that are null are left out. */
export function element(name: string, content: XmlContent, namespace?: string): XmlElement {
  return namespace === undefined ? { name, content } : { name, content, attributes: ` xmlns="${namespace}"` };
}

/** An element only where there is a value. */
export function optional(name: string, content: XmlContent | null | undefined): XmlElement | null {
  return content === null || content === undefined ? null : { name, content };
}

export function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${write(root)}`;
}

function write({ name, attributes = "", content }: XmlElement): string {
  const inner = Array.isArray(content) ? content.map((child) => (child === null ? "" : write(child))).join("") : null;
  const text = inner ?? escapeText(String(content));
  return text === "" ? `<${name}${attributes}/>` : `<${name}${attributes}>${text}</${name}>`;
}

const NAMED: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/**
 * Control characters become references, even those that XML 1.0 has no way to write: so does S3, which is why clients
 * ask for `encoding-type=url`.
 */
function escapeText(text: string): string {
  return text.replaceAll(
    /[&<>"\p{Cc}\ufffe\uffff]/gu,
    (char) => NAMED[char] ?? `&#x${char.charCodeAt(0).toString(16)};`,
  );
}
