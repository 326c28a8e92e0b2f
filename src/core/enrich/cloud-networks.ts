/** Which autonomous systems are those of cloud providers. An address in one belongs to the provider or to a customer's machine. */

import type { CloudRange } from "./facts.ts";

/**
 * Numbers as registered with the RIRs and listed by PeeringDB under the providers' names. Amazon announces some ranges
 * from none of its own numbers: absence here says little, presence much.
 */
const NETWORKS: Readonly<Record<string, readonly number[]>> = {
  aws: [16_509, 14_618, 8_987, 7_224, 9_059, 10_124, 17_493, 38_895, 39_111, 58_588, 62_785, 135_630],
  google: [15_169, 396_982, 19_527, 36_040, 139_070, 139_190],
  azure: [8_075, 8_068, 8_069, 12_076],
  cloudflare: [13_335, 132_892, 202_623],
  oracle: [31_898, 54_253],
  digitalocean: [14_061, 62_567, 133_165, 135_340, 200_130, 202_018, 202_109],
  linode: [63_949],
  vultr: [20_473, 64_515],
  hetzner: [24_940, 213_230, 212_317],
  ovh: [16_276, 35_540],
  alibaba: [37_963, 45_102, 45_104],
  tencent: [45_090, 132_203, 133_478],
  ibm: [36_351],
  scaleway: [12_876],
};

const PROVIDERS: ReadonlyMap<number, CloudRange> = new Map(
  Object.entries(NETWORKS).flatMap(([provider, asns]) =>
    asns.map((asn) => [asn, { provider, service: null, region: null }] as const),
  ),
);

/** Null for networks of anyone else. */
export function cloudOfNetwork(asn: number | null): CloudRange | null {
  return asn === null ? null : (PROVIDERS.get(asn) ?? null);
}
