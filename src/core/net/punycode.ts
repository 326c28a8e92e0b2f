/** Internationalised names → ASCII: NFC, lower case, punycode (RFC 3492). No UTS 46 mapping beyond those. */

/** Letters, marks, digits and symbols; no control, format or blank characters. */
const LABEL = /^[\p{L}\p{M}\p{N}\p{So}_-]+$/u;
const DOTS = /[\u3002\uff0e\uff61]/g;

/** Null where a label holds what no name can. ASCII labels come back in lower case, otherwise unchecked. */
export function nameToAscii(name: string): string | null {
  const labels: string[] = [];
  for (const label of name.normalize("NFC").toLowerCase().replaceAll(DOTS, ".").split(".")) {
    if (isAscii(label)) labels.push(label);
    else if (!LABEL.test(label) || label.length > 63) return null;
    else labels.push(`xn--${punycode(label)}`);
  }
  return labels.join(".");
}

export function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_BIAS = 72;
const FIRST_CODE = 128;

/** One label of at most 63 characters, section 6.3. */
function punycode(label: string): string {
  const codes = Array.from(label, (character) => character.codePointAt(0) ?? 0);
  const basic = codes.filter((code) => code < FIRST_CODE);
  let output = String.fromCodePoint(...basic);
  if (basic.length > 0) output += "-";
  let handled = basic.length;
  let delta = 0;
  let bias = FIRST_BIAS;
  for (let code = FIRST_CODE; handled < codes.length; code++) {
    const next = Math.min(...codes.filter((other) => other >= code));
    delta += (next - code) * (handled + 1);
    code = next;
    for (const other of codes) {
      if (other < code) delta++;
      if (other !== code) continue;
      output += variableInteger(delta, bias);
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled++;
    }
    delta++;
  }
  return output;
}

function variableInteger(delta: number, bias: number): string {
  let output = "";
  let rest = delta;
  for (let k = BASE; ; k += BASE) {
    const threshold = Math.min(T_MAX, Math.max(T_MIN, k - bias));
    if (rest < threshold) return output + digitText(rest);
    output += digitText(threshold + ((rest - threshold) % (BASE - threshold)));
    rest = Math.floor((rest - threshold) / (BASE - threshold));
  }
}

/** a to z are 0 to 25, 0 to 9 are 26 to 35. */
function digitText(digit: number): string {
  return "abcdefghijklmnopqrstuvwxyz0123456789"[digit] ?? "";
}

function adapt(delta: number, points: number, first: boolean): number {
  let rest = Math.floor(delta / (first ? DAMP : 2));
  rest += Math.floor(rest / points);
  let k = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}
