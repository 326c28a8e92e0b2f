/** Every bound in the program, unit in the name, with its reason. Platform figures: Cloudflare's and AWS's limits pages. */

// --- reading objects -------------------------------------------------------------------------------------------------

/** CloudTrail's own cap is 50 MB before compression; above this the object is a bomb or not CloudTrail. */
export const CLOUDTRAIL_OBJECT_BYTES_MAX = 64 * 1024 * 1024;

/** Inflated : compressed beyond this, after INFLATE_RATIO_FREE_BYTES, is a bomb: real logs reach 30:1. */
export const INFLATE_RATIO_MAX = 200;
export const INFLATE_RATIO_FREE_BYTES = 10 * 1024 * 1024;

/** Output slices of inflate: big enough to amortise the call, small beside a 128 MB isolate. */
export const INFLATE_SLICE_BYTES = 256 * 1024;

/** CloudTrail caps an event at 256 KB; a longer record is refused and the next one is read. */
export const RECORD_BYTES_MAX = 256 * 1024;

/** Deeper JSON than any AWS record; keeps recursive readers safe. */
export const RECORD_DEPTH_MAX = 64;

/** Records are parsed in one `JSON.parse` per this many bytes: the call costs more than the parsing of a short record. */
export const PARSE_BATCH_BYTES = 64 * 1024;

/** Rejected records of one object whose reason is kept for people; the rest are counted. */
export const REJECT_SAMPLES_MAX = 5;
export const REJECT_SAMPLE_CHARS_MAX = 200;

// --- chunks and profiles ---------------------------------------------------------------------------------------------

/** A chunk is what profiles apply at once. Bounds one RPC and one transaction; part of the chunk id, so never tuned live. */
export const CHUNK_RECORDS_MAX = 5_000;
export const CHUNK_BYTES_MAX = 4 * 1024 * 1024;

/** Profile objects called at the same time by one consumer. */
export const PROFILE_CALLS_PARALLEL_MAX = 6;

/** A packed profile is one SQLite row; 2 MB is the platform's cap, 64 KB keeps reads cheap. */
export const PRINCIPAL_PROFILE_BYTES_MAX = 64 * 1024;
export const REGION_PROFILE_BYTES_MAX = 256 * 1024;

/** Distinct values kept for one feature; the rest is counted in one overflow weight and flagged. */
export const FEATURE_VALUES_MAX = 256;

/** Regions of one principal; AWS has fewer than 40. */
export const SUB_PROFILES_MAX = 64;

/** Half-life of what a profile knows: a month-old habit weighs a quarter. */
export const PROFILE_HALF_LIFE_DAYS = 14;

/** Chunk answers are remembered this long: CloudTrail re-delivers for up to 30 days. */
export const APPLIED_DAYS_KEPT = 35;

/** Event ids named in one sighting; the rest is in its count. */
export const SIGHTING_EVENT_IDS_MAX = 10;

/** Log text in a title or description: names are attacker-chosen and may be kilobytes long. */
export const NAME_CHARS_MAX = 200;

/** CloudTrail caps userAgent at 1 KB. */
export const USER_AGENT_CHARS_MAX = 1024;

// --- intake ----------------------------------------------------------------------------------------------------------

/** Keys are listed from now minus this: CloudTrail delivers out of name order by minutes. */
export const LOOK_BACK_MS = 2 * 60 * 60 * 1000;

/** ListObjectsV2 returns at most 1,000 keys a page. */
export const LIST_PAGE_KEYS = 1_000;

/** Pages of one stream in one poll; the position is kept and the next poll goes on. */
export const LIST_PAGES_PER_POLL_MAX = 20;

/** Accounts × Regions found under one source. */
export const STREAMS_PER_SOURCE_MAX = 4_000;

/** Queued longer than this without an answer: send again. */
export const REQUEUE_AFTER_MS = 30 * 60 * 1000;

/** Ledger rows are pruned past this: CloudTrail re-delivers for up to 30 days. */
export const LEDGER_DAYS_KEPT = 35;

/** Queues takes at most 100 messages or 256 KB in one sendBatch. */
export const QUEUE_SEND_BATCH_MAX = 100;

// --- outside calls ---------------------------------------------------------------------------------------------------

export const AWS_ATTEMPTS_MAX = 4;
export const AWS_BACKOFF_FIRST_MS = 200;
export const AWS_TIMEOUT_MS = 30_000;
/** Answers in XML: a full list page is about 500 KB. */
export const AWS_XML_BYTES_MAX = 4 * 1024 * 1024;
/** STS sessions are renewed this long before they end. */
export const SESSION_MARGIN_MS = 5 * 60 * 1000;

/** One attempt to deliver a notice. */
export const NOTICE_TIMEOUT_MS = 10_000;
/** First retry after this, doubled each time up to the last. */
export const NOTICE_BACKOFF_FIRST_SECONDS = 5;
export const NOTICE_BACKOFF_MAX_SECONDS = 3_600;
/** About three days of retries at the longest back-off. */
export const NOTICE_ATTEMPTS_MAX = 80;
/** Longest Retry-After that is believed. */
export const NOTICE_RETRY_AFTER_MAX_SECONDS = 3_600;

// --- API -------------------------------------------------------------------------------------------------------------

export const API_BODY_BYTES_MAX = 1024 * 1024;
export const API_PAGE_MAX = 100;
export const API_PAGE_DEFAULT = 50;

/** D1 binds at most 100 parameters in a statement. */
export const D1_PARAMETERS_MAX = 100;

// --- hints, digests and key layouts ----------------------------------------------------------------------------------

/** Day folders named at once; a source is read back at most about a year. */
export const LISTED_DAYS_MAX = 400;

/** A digest lists an hour of log files at about 400 bytes each; tens of thousands of files fit. */
export const DIGEST_BYTES_MAX = 32 * 1024 * 1024;
export const DIGEST_FILES_MAX = 50_000;

/** CloudTrail delivers a digest each hour, also for an empty one. */
export const DIGEST_EVERY_MS = 60 * 60 * 1000;

/** No digest for this long is silence: an hour, and half an hour for its delivery. */
export const DIGEST_SILENCE_MS = 90 * 60 * 1000;

/** Near the ends of what digests cover, a log file may belong to a neighbour that was not read. */
export const DIGEST_EDGE_MS = 15 * 60 * 1000;

/** Public keys are asked for with this margin: keys rotate, and a digest is signed after the hour it covers. */
export const PUBLIC_KEY_MARGIN_MS = 2 * 60 * 60 * 1000;

/** A fingerprint that CloudTrail did not know is asked for again after this: the log bucket cannot make us call on. */
export const PUBLIC_KEY_MISS_MS = 10 * 60 * 1000;
export const PUBLIC_KEYS_CACHED_MAX = 512;
export const PUBLIC_KEY_PAGES_MAX = 10;
export const PUBLIC_KEYS_ANSWER_BYTES_MAX = 1024 * 1024;

/** SNS and SQS carry at most 256 KB a message; ten to a batch, escaped twice, stay under this. */
export const NOTIFICATION_CHARS_MAX = 8 * 1024 * 1024;

/** A list of S3 records in SNS in a list of SQS messages is six deep. */
export const NOTIFICATION_DEPTH_MAX = 8;

/** Objects named by one notification; S3 names one, CloudTrail a few. */
export const NOTIFICATION_HINTS_MAX = 1_000;

/** S3's own bound on a key, in bytes of UTF-8. */
export const S3_KEY_BYTES_MAX = 1_024;

/** An SNS message older than this is a replay; SNS retries an HTTPS endpoint within the hour by default. */
export const SNS_AGE_MAX_MS = 60 * 60 * 1000;

/** Clocks differ: a message may be from this far ahead. */
export const SNS_AHEAD_MAX_MS = 5 * 60 * 1000;

/** SNS signs with one certificate a Region and year; some are kept for the Regions in use. */
export const SNS_CERTIFICATES_MAX = 32;
export const SNS_CERTIFICATE_CHARS_MAX = 16 * 1024;

/** Shorter secrets of an API destination can be guessed. */
export const HOOK_SECRET_CHARS_MIN = 32;
