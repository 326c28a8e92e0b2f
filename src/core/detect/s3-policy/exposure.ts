/** What a bucket policy or ACL gives to the public. */

export type Access = { readonly read: boolean; readonly write: boolean };

export type Exposure = {
  /** Anyone on the internet, without credentials. */
  readonly anonymous: Access;
  /** Anyone with an AWS account, by grants that need credentials: what `anonymous` has is not repeated here. */
  readonly authenticated: Access;
  /** There is an explicit Deny, which may take back what is granted: AWS then calls the effect UNKNOWN. */
  readonly denies: boolean;
};

/** Whom a statement or condition lets in, widest first. "fixed": only callers that it names. */
export type Audience = "anyone" | "authenticated" | "fixed";

const WIDTH = { anyone: 2, authenticated: 1, fixed: 0 } as const satisfies Record<Audience, number>;

/** Both must be met. */
export function narrower(one: Audience, other: Audience): Audience {
  return WIDTH[one] <= WIDTH[other] ? one : other;
}

/** One of them is enough; "fixed" where there is none. */
export function widest(audiences: readonly Audience[]): Audience {
  return audiences.reduce((one, other) => (WIDTH[one] >= WIDTH[other] ? one : other), "fixed");
}

export const NO_ACCESS: Access = { read: false, write: false };
export const NO_EXPOSURE: Exposure = { anonymous: NO_ACCESS, authenticated: NO_ACCESS, denies: false };

export function addGrant(exposure: Exposure, audience: Audience, access: Access): Exposure {
  if (audience === "fixed") return exposure;
  const key = audience === "anyone" ? "anonymous" : "authenticated";
  const before = exposure[key];
  return { ...exposure, [key]: { read: before.read || access.read, write: before.write || access.write } };
}
