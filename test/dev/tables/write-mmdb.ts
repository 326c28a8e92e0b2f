/** Writes small MaxMind DB files, after the specification and not after our reader. */

export type Field = string | number | bigint | boolean | { readonly [name: string]: Field } | readonly Field[];

/** `bits`: of IPv4 addresses up to 32, of IPv6 ones up to 128. */
export type Entry = { readonly first: bigint; readonly bits: number; readonly fields: Field };

type Node = [Node | number | null, Node | number | null];

/** Entries must not overlap. Equal records are stored once, and repeated texts are pointed to, as real writers do. */
export function writeMmdb(family: 4 | 6, recordSize: 24 | 28 | 32, entries: readonly Entry[]): Buffer {
  const data: number[] = [];
  const texts = new Map<string, number>();
  const offsets = new Map<string, number>();
  const offsetOf = (fields: Field): number => {
    const key = JSON.stringify(fields, (_, value) => (typeof value === "bigint" ? `${value}n` : value));
    const known = offsets.get(key);
    if (known !== undefined) return known;
    const offset = data.length;
    offsets.set(key, offset);
    write(data, fields, texts);
    return offset;
  };
  const root: Node = [null, null];
  for (const { first, bits, fields } of entries) insert(root, family === 4 ? 32 : 128, first, bits, offsetOf(fields));
  const nodes = numbered(root);
  const tree = [...nodes.keys()].map((node) => {
    const [left, right] = node.map((child) => {
      if (child === null) return nodes.size;
      return typeof child === "number" ? nodes.size + 16 + child : (nodes.get(child) as number);
    });
    return pair(recordSize, left as number, right as number);
  });
  const metadata: number[] = [];
  const about = { node_count: nodes.size, record_size: recordSize, ip_version: family, build_epoch: 1_780_666_922n };
  write(metadata, { ...about, database_type: "test", languages: ["en"], binary_format_major_version: 2 }, new Map());
  const marker = Buffer.from("\u00ab\u00cd\u00efMaxMind.com", "latin1");
  return Buffer.concat([...tree, Buffer.alloc(16), Buffer.from(data), marker, Buffer.from(metadata)]);
}

function insert(root: Node, width: number, first: bigint, bits: number, offset: number): void {
  let node = root;
  for (let depth = 0; depth < bits; depth++) {
    const side = Number((first >> BigInt(width - 1 - depth)) & 1n) as 0 | 1;
    if (depth === bits - 1) node[side] = offset;
    else {
      const child = node[side];
      if (typeof child === "number") throw new Error("entries overlap");
      node = node[side] = child ?? [null, null];
    }
  }
}

/** Breadth first. */
function numbered(root: Node): Map<Node, number> {
  const numbers = new Map<Node, number>([[root, 0]]);
  for (const node of numbers.keys()) {
    for (const child of node) if (Array.isArray(child)) numbers.set(child, numbers.size);
  }
  return numbers;
}

function pair(recordSize: 24 | 28 | 32, left: number, right: number): Buffer {
  const bytes = Buffer.alloc(recordSize / 4);
  if (recordSize === 28) {
    bytes.writeUIntBE(left & 0xff_ffff, 0, 3);
    bytes[3] = ((left >>> 24) << 4) | (right >>> 24);
    bytes.writeUIntBE(right & 0xff_ffff, 4, 3);
  } else {
    bytes.writeUIntBE(left, 0, recordSize / 8);
    bytes.writeUIntBE(right, recordSize / 8, recordSize / 8);
  }
  return bytes;
}

function write(data: number[], field: Field, texts: Map<string, number>): void {
  if (typeof field === "string") writeText(data, field, texts);
  else if (typeof field === "number") {
    const whole = Number.isInteger(field) && field >= 0;
    const bytes = Buffer.alloc(whole ? 4 : 8);
    if (whole) bytes.writeUInt32BE(field);
    else bytes.writeDoubleBE(field);
    data.push(((whole ? 6 : 3) << 5) | bytes.length, ...bytes);
  } else if (typeof field === "bigint") {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(field);
    data.push(8, 2, ...bytes);
  } else if (typeof field === "boolean") data.push(Number(field), 7);
  else if (Array.isArray(field)) {
    data.push(field.length, 4);
    for (const one of field) write(data, one as Field, texts);
  } else {
    const fields = Object.entries(field as { readonly [name: string]: Field });
    data.push((7 << 5) | fields.length);
    for (const [name, value] of fields) {
      writeText(data, name, texts);
      write(data, value, texts);
    }
  }
}

/** A text that is there already is pointed to: by 11 bits, by 19, by 27 or by 32. */
function writeText(data: number[], text: string, texts: Map<string, number>): void {
  const known = texts.get(text);
  if (known !== undefined) {
    if (known < 2_048) data.push((1 << 5) | (known >>> 8), known & 255);
    else {
      const to = known - 2_048;
      data.push((1 << 5) | (1 << 3) | (to >>> 16), (to >>> 8) & 255, to & 255);
    }
    return;
  }
  texts.set(text, data.length);
  const bytes = Buffer.from(text);
  if (bytes.length < 29) data.push((2 << 5) | bytes.length, ...bytes);
  else if (bytes.length < 285) data.push((2 << 5) | 29, bytes.length - 29, ...bytes);
  else data.push((2 << 5) | 30, (bytes.length - 285) >>> 8, (bytes.length - 285) & 255, ...bytes);
}
