/** Records → the bytes of an object as S3 may hold them: whole in many forms, or damaged. */

import { gzipSync } from "node:zlib";
import type { Random } from "./random.ts";

export const DAMAGES = ["truncated", "badCrc", "notJson", "cutPlain"] as const;
export type Damage = (typeof DAMAGES)[number];

export function bodyOf(random: Random, content: string, damage: Damage | null): Uint8Array {
  const text = Buffer.from(content);
  if (damage !== null) return damaged(random, text, damage);
  switch (random.below(6)) {
    case 0:
      return text; // plain text named .gz
    case 1:
      return members(random, text);
    case 2:
      return Buffer.concat([gzipSync(text), Buffer.alloc(random.between(1, 600))]);
    case 3:
      return Buffer.concat([gzipSync(text), gzipSync("")]);
    default:
      return gzipSync(text);
  }
}

/** One gzip file of several members, cut at any byte. */
function members(random: Random, text: Buffer): Uint8Array {
  const cuts = Array.from({ length: random.between(1, 6) }, () => random.below(text.length)).sort(
    (one, other) => one - other,
  );
  const bounds = [0, ...cuts, text.length];
  return Buffer.concat(bounds.slice(1).map((end, at) => gzipSync(text.subarray(bounds[at], end))));
}

function damaged(random: Random, text: Buffer, damage: Damage): Uint8Array {
  const whole = Buffer.from(gzipSync(text));
  switch (damage) {
    case "truncated":
      return whole.subarray(0, random.between(3, whole.length - 1));
    case "badCrc":
      whole[whole.length - 6] = (whole[whole.length - 6] ?? 0) ^ 0xff;
      return whole;
    case "notJson":
      return gzipSync(random.word(200));
    case "cutPlain":
      return text.subarray(0, random.between(1, text.length - 1));
  }
}
