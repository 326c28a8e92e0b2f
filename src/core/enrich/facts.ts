/** What tables and lists say of an address, a name or a key. Looked up once, where the records are read; travels with the event. */

import type { ListMatch } from "../intel/tables.ts";
import type { Ip } from "../net/ip.ts";

/** A cloud provider's own published range: "inside AWS", and whose. */
export type CloudRange = {
  /** "aws", "google", "azure" … */
  readonly provider: string;
  /** "EC2", "S3", "CLOUDFRONT"; null where the provider does not say. */
  readonly service: string | null;
  readonly region: string | null;
};

/** Null for what the tables at hand do not know. */
export type AddressFacts = {
  readonly asn: number | null;
  /** Organisation that announces the address. */
  readonly asnOrg: string | null;
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country: string | null;
  readonly city: string | null;
  /** Degrees, WGS 84. */
  readonly location: { readonly latitude: number; readonly longitude: number } | null;
  readonly cloud: CloudRange | null;
  /** Threat and reference lists that hold it; empty where a trusted list holds it too. */
  readonly matches: readonly ListMatch[];
  /** Trusted entries that matched. */
  readonly trustedBy: readonly ListMatch[];
};

/** What is said of an address that no table and no list holds, and the start of what is said of any. */
export const UNKNOWN_ADDRESS: AddressFacts = {
  asn: null,
  asnOrg: null,
  country: null,
  city: null,
  location: null,
  cloud: null,
  matches: [],
  trustedBy: [],
};

export type NameFacts = {
  /** The part that somebody registered ("example.co.uk"), ASCII, lower case; null for names under no public suffix. */
  readonly registeredDomain: string | null;
  readonly matches: readonly ListMatch[];
  readonly trustedBy: readonly ListMatch[];
  /** 1 is the most popular domain; null where it is in no ranking. */
  readonly rank: number | null;
  /** Whether a ranking of a million domains is loaded: without one, being in none says nothing. */
  readonly ranked: boolean;
};

/** Of an API call: the caller's address and access key. */
export type CallerFacts = AddressFacts & {
  /** Lists of leaked access key ids that hold the key. */
  readonly keyMatches: readonly ListMatch[];
};

/**
 * The lookups, over whatever tables are loaded. Null where nothing at all is known. The same question gets the same object
 * while it is remembered, so that facts are packed once for all events of a batch.
 */
export type Enrichment = {
  readonly caller: (sourceIp: string | null, accessKeyId: string | null) => CallerFacts | null;
  readonly address: (ip: Ip) => AddressFacts | null;
  /** `name`: lower case, without the trailing dot. */
  readonly name: (name: string) => NameFacts | null;
};

export const NO_ENRICHMENT: Enrichment = { caller: () => null, address: () => null, name: () => null };
