/** Whether two runs of bytes are the same: what every table asks that knows values by their bytes. */

/** Four bytes at a time, the last four first: names that begin alike differ there. They may overlap with those before. */
export function equalBytes(one: DataView, at: number, other: DataView, from: number, length: number): boolean {
  if (length < 4) {
    for (let byte = 0; byte < length; byte++) {
      if (one.getUint8(at + byte) !== other.getUint8(from + byte)) return false;
    }
    return true;
  }
  if (one.getInt32(at + length - 4) !== other.getInt32(from + length - 4)) return false;
  for (let byte = 0; byte < length - 4; byte += 4) {
    if (one.getInt32(at + byte) !== other.getInt32(from + byte)) return false;
  }
  return true;
}
