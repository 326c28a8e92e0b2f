/** Every bound of the local AWS, unit in the name, with its reason. Figures of S3 and STS: their API references. */

/** The largest body of one PUT that is kept whole in memory: half of an isolate. Flow log objects are at most 75 MB. */
export const S3_OBJECT_BYTES_MAX = 80 * 1024 * 1024;

/** S3 keys, in UTF-8. R2 has the same bound, and the bucket's name is part of the R2 key. */
export const S3_KEY_BYTES_MAX = 1024;

export const S3_LIST_KEYS_MAX = 1_000;

/** Buckets that were created beyond the configured ones. */
export const S3_CREATED_BUCKETS_MAX = 1_000;

/** S3 keeps 2 KB of user metadata with an object. */
export const S3_METADATA_BYTES_MAX = 2 * 1024;

export const STS_DURATION_SECONDS_MIN = 900;
export const STS_DURATION_SECONDS_MAX = 43_200;
export const STS_DURATION_SECONDS_DEFAULT = 3_600;

/** Reservations or interfaces on a page: few, so that clients have to turn it. */
export const EC2_PAGE_ITEMS_MAX = 2;

export const RECEIVED_BODY_BYTES_MAX = 1024 * 1024;

/** Oldest attempts go first: a local receiver that runs for days must not fill the disk. */
export const RECEIVED_ATTEMPTS_MAX = 10_000;

export const RECEIVER_SCRIPT_STEPS_MAX = 1_000;

/** Longer than any client waits; a receiver that never answered would leave its connection open for ever. */
export const RECEIVER_HANG_MS = 60_000;
