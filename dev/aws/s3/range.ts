/** The Range header, as S3 reads it: one range of bytes. */

export type ByteRange =
  /** No range, several, or one that can't be read: the whole object is answered. */
  | { readonly kind: "whole" }
  /** Both ends inclusive. */
  | { readonly kind: "part"; readonly first: number; readonly last: number }
  | { readonly kind: "unsatisfiable" };

export function parseRange(header: string | null, size: number): ByteRange {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "");
  if (!match) return { kind: "whole" };
  const [, from = "", to = ""] = match;
  if (from === "") return to === "" ? { kind: "whole" } : suffix(Number(to), size);
  const first = Number(from);
  const last = to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== "" && Number(to) < first) return { kind: "whole" };
  return first >= size ? { kind: "unsatisfiable" } : { kind: "part", first, last };
}

function suffix(count: number, size: number): ByteRange {
  if (count === 0 || size === 0) return { kind: "unsatisfiable" };
  return { kind: "part", first: Math.max(0, size - count), last: size - 1 };
}
