/** Every bound in the program, unit in the name, with its reason. Platform figures: Cloudflare's and AWS's limits pages. */

// --- reading objects -------------------------------------------------------------------------------------------------

/** CloudTrail's own cap is 50 MB before compression; above this the object is a bomb or not CloudTrail. */
export const CLOUDTRAIL_OBJECT_BYTES_MAX = 64 * 1024 * 1024;

/** Inflated : compressed beyond this, after INFLATE_RATIO_FREE_BYTES, is a bomb: real logs reach 30:1. */
export const INFLATE_RATIO_MAX = 200;
export const INFLATE_RATIO_FREE_BYTES = 10 * 1024 * 1024;

/** Output slices of inflate: a piece mostly fits one, which is one call of the thread that inflates; small beside a 128 MB isolate. */
export const INFLATE_SLICE_BYTES = 1024 * 1024;

/** CloudTrail caps an event at 256 KB; a longer record is refused and the next one is read. */
export const RECORD_BYTES_MAX = 256 * 1024;

/** Deeper JSON than any AWS record; keeps recursive readers safe. */
export const RECORD_DEPTH_MAX = 64;

/** Rejected records of one object whose reason is kept for people; the rest are counted. */
export const REJECT_SAMPLES_MAX = 5;
export const REJECT_SAMPLE_CHARS_MAX = 200;

// --- chunks and profiles ---------------------------------------------------------------------------------------------

/**
 * A chunk is what profiles apply at once. Bounds one RPC, whose 32 MiB it keeps even in UTF-16, and one transaction. What
 * is in a chunk is part of what its id stands for: another bound asks for another parser version.
 */
export const CHUNK_RECORDS_MAX = 10_000;
export const CHUNK_BYTES_MAX = 8 * 1024 * 1024;

/** Profile objects called at the same time by one consumer. */
export const PROFILE_CALLS_PARALLEL_MAX = 6;

/** A packed profile is one SQLite row; 2 MB is the platform's cap, 64 KB keeps reads cheap. */
export const PRINCIPAL_PROFILE_BYTES_MAX = 64 * 1024;
export const REGION_PROFILE_BYTES_MAX = 256 * 1024;

/**
 * Most bytes of a value's numbers in a packed profile: 35 days of at most 3 characters, two times, a sum, and the commas.
 * The room of each feature is in `feature-room.ts`.
 */
export const VALUE_FIXED_BYTES = 150;

/** Shared cells for the values that a feature has no room for; 20 bytes each at most. */
export const OVERFLOW_CELLS = 24;

/** Events of a value counted in one day; more is as much. Two characters of a packed profile. */
export const DAY_EVENTS_MAX = 4_095;

/** Half-life of what a profile knows: a month-old habit weighs a quarter. */
export const PROFILE_HALF_LIFE_DAYS = 14;

/** Days counted one by one for each value; older ones are summed. Five weeks cover every re-delivery. */
export const FREQUENCY_DAYS_KEPT = 35;

/**
 * A day is sealed this long after its end: CloudTrail delivers within 15 minutes (AWS's words: typically 5), and what
 * comes later than this is learned all the same, only too late for the verdicts of the morning.
 */
export const SEAL_GRACE_MS = 2 * 60 * 60 * 1000;

/** One day teaches a value no more than this many events: a flood of a day does not outweigh a habit of weeks. */
export const DAY_WEIGHT_MAX = 10;

/** Strength of the level above in back-off, in events: a table's distinct values within these. */
export const NOVELTY_MIN = 2;
export const NOVELTY_MAX = 50;

/**
 * Growth of a value's daily events: the last week's mean at least twice the usual, which is of four weeks or more and
 * ends a week before. Twice, because the ramp that is to be seen triples; 20 events, because less is chance.
 */
export const VOLUME_RECENT_DAYS = 7;
export const VOLUME_GAP_DAYS = 7;
export const VOLUME_USUAL_DAYS_MIN = 14;
export const VOLUME_RATIO_MIN = 2;
export const VOLUME_EVENTS_MIN = 20;

/** Days of event time after which a profile is believed. An account shows its week in one, a person in two. */
export const ACCOUNT_LEARNING_DAYS = 7;
export const PRINCIPAL_LEARNING_DAYS = 14;
/** An account's networks and countries: who works at weekends, on call or from a second home shows in two weeks, not in one. */
export const PLACE_LEARNING_DAYS = 14;

// --- surprise: see docs/behaviour.md for how these were chosen ---------------------------------------------------------

/** Probability of a value that nobody in the account has ever used, before its table says how often it meets new ones. */
export const ROOT_PROBABILITY = 1 / 2_000;

/** A value that is FREQUENT in the account is taken as this likely for a principal that never had it: one in 16. */
export const FREQUENT_ABOVE_BITS = 4;

/** One feature alone never says more than this. */
export const SURPRISE_BITS_MAX = 24;

/** Days of work from which a principal's hours are told. */
export const HOUR_DAYS_MIN = 8;

/** Each doubling of an API's daily calls beyond the usual; at twice, as much as a call of the highest tier needs. */
export const VOLUME_BITS = 18;
/**
 * Growth alone is told at this, whatever the API's tier: at 2.1 times the usual. The usual follows a slow ramp, so that
 * three times what it began with is little more than twice the usual by then.
 */
export const GROWTH_BITS = 19;

/**
 * Bits needed, by risk tier 0 to 3. A principal makes some 200 distinct calls a day, and one false finding in 100
 * principal-days is one in 20,000 calls: 14 bits, were features independent. Twice that for routine reads and more.
 */
export const TIER_BITS: readonly number[] = [40, 32, 25, 19];

/**
 * How unusual each day's principals were to their account: so many cells a day, one for each principal by hash, of the
 * highest score in steps of bits. 128 cells tell up to some 600 principals apart, by linear counting; 15 steps of 3 bits
 * reach above what any tier needs.
 */
export const SCORE_CELLS = 128;
export const SCORE_STEP_BITS = 3;
export const SCORE_STEPS = 15;
/** What a principal's own table adds to the account's bits for a value that neither has seen: 100 events, 2 values. */
export const NEWCOMER_BITS = 6;
/** Findings of unusual behaviour that an account may have for a principal-day: one in a hundred. */
export const ALERT_BUDGET = 1 / 100;
/** With fewer principal-days, decayed, one in a hundred is a matter of chance. */
export const CALIBRATION_DAYS_MIN = 100;
/** However much is new in an account every day, no more bits than these are asked for: or noise would hide an attack. */
export const CALIBRATED_BITS_MAX = 30;

/** Calls of one principal no further apart than this are one run; each doubling of its new APIs adds these bits. */
export const RUN_GAP_MS = 10 * 60 * 1000;
export const RUN_BITS_PER_DOUBLING = 2;
export const RUN_APIS_MANY = 6;

/** Risk tier from which a call is seldom made outside administration or deployment. */
export const SENSITIVE_TIER = 2;

/** Surprise from which a call is kept as a signal. */
export const SIGNAL_BITS_MIN = 12;

/** Places from which a principal's sessions and sign-ins came lately; at most 250 bytes each in the packed profile. */
export const PLACES_KEPT = 16;
export const PLACE_KEY_CHARS_MAX = 40;

/**
 * Geographic impossibility. Datadog's rule: over 500 km and over 1,000 km/h; a jet flies at 900. City tables err by
 * hundreds of kilometres (DB-IP's own figures), so as much is taken off at either end.
 */
export const TRAVEL_KM_MIN = 500;
export const TRAVEL_KM_PER_HOUR_MAX = 1_000;
export const PLACE_ERROR_KM = 250;
/** Without coordinates: two countries within this time. */
export const TRAVEL_COUNTRIES_MS = 60 * 60 * 1000;

/**
 * An attack sequence: tactics and sensitive acts that it needs. An administrator's day in a new place has one or two
 * tactics; GuardDuty's own sample has four (persistence, evasion, escalation, discovery).
 */
export const SEQUENCE_TACTICS_MIN = 3;
export const SEQUENCE_ACTS_MIN = 2;

/** Signals of one principal: GuardDuty's sequences look back 24 hours. At most 400 bytes each in the packed profile. */
export const SIGNALS_KEPT = 28;
export const SIGNALS_KEPT_MS = 24 * 60 * 60 * 1000;

/** Texts of a signal: event ids have 36 characters, API names with their service mostly below 64, addresses and keys below 40. */
export const SIGNAL_ID_CHARS_MAX = 36;
export const SIGNAL_API_CHARS_MAX = 64;
export const SIGNAL_NAME_CHARS_MAX = 40;

/** Values of one class and feature shown in a finding: GuardDuty shows 20 APIs. */
export const PROFILED_VALUES_MAX = 20;

/** Calls of a run that a finding names. */
export const ANOMALOUS_APIS_MAX = 30;

/** Calls of a run whose profile rows are shown. */
export const EXPLAINED_CALLS_MAX = 5;

// --- chunks and profiles, continued ------------------------------------------------------------------------------------

/** Event ids remembered by one profile, to count an event once that two trails deliver. 8 bytes each. */
export const PRINCIPAL_EVENT_IDS_KEPT = 4_096;
export const REGION_EVENT_IDS_KEPT = 16_384;

/** Settings of an account remembered with their times, and buckets known to hold a trail. */
export const PASSWORD_POLICIES_KEPT = 8;
export const TRAIL_BUCKETS_MAX = 64;

/** Chunk answers are remembered this long: CloudTrail re-delivers for up to 30 days. */
export const APPLIED_DAYS_KEPT = 35;

/** Ids of chunks in one row: an archive copied into a bucket brings a hundred thousand objects in an hour. */
export const APPLIED_IDS_PER_ROW_MAX = 1_000;

/** UTF-16 units of an answer in one row: three bytes each at most, of the platform's 2 MB. */
export const ANSWER_PART_CHARS_MAX = 512 * 1024;

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

/** Streams found by one step of a discovery. */
export const DISCOVERY_STREAMS_MAX = 4_000;

/** Pages listed by one poll of a ledger: with ten sends for each page, below an invocation's 1,000 subrequests. */
export const LIST_PAGES_PER_LEDGER_POLL_MAX = 60;

/** A poll under way for longer hangs: the invocation that asked for it has ended, as none lasts longer than this. */
export const POLL_MS_MAX = 15 * 60 * 1000;

/** Flow and resolver log files come every five minutes: a stream that takes several pages is listed no more often. */
export const LONG_STREAM_POLL_MS = 5 * 60 * 1000;

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
/** An instance of 50 tags and 15 interfaces takes some 15 KB of XML: a page stays below AWS_XML_BYTES_MAX. EC2 allows 1,000. */
export const EC2_PAGE_ITEMS = 200;
/** Throttling (RequestLimitExceeded) is answered by staying away, see INVENTORY_RETRY_FIRST_MS: one repeat for a lost packet. */
export const EC2_ATTEMPTS_MAX = 2;
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

// --- discovery and listing -------------------------------------------------------------------------------------------

/** LIST calls of one step of a discovery, below an invocation's 1,000 subrequests; further steps go on. */
export const DISCOVERY_LISTS_MAX = 500;

/** LIST calls that one cron tick spends on discovery itself; what takes longer goes through the queue. */
export const DISCOVERY_LISTS_PER_TICK_MAX = 120;

/** LIST calls with which a source is tried while its administrator waits. */
export const TRY_LISTS_MAX = 60;

/** Prefixes in one message: of 512 characters and a path of 60 each, below the queue's 128 KB. */
export const DISCOVERY_PREFIXES_PER_MESSAGE_MAX = 100;

/** Sources of more accounts than this have each known account looked into once a day, not once an hour. */
export const DISCOVERY_ALL_ACCOUNTS_MAX = 20;

/** Characters of streams written in one D1 batch: below D1's 2 MB a parameter even in UTF-8. */
export const STREAMS_BATCH_CHARS_MAX = 400 * 1024;

/** AWS calls at the same time: six connections an invocation. */
export const AWS_CALLS_PARALLEL_MAX = 6;

/** A stream of fewer keys is listed whole: one LIST call either way. */
export const WHOLE_STREAM_KEYS_MAX = 900;

/** Late objects: today and yesterday are listed whole each hour, a month back each day. */
export const RELIST_TODAY_EVERY_MS = 60 * 60 * 1000;
export const RELIST_MONTH_EVERY_MS = 24 * 60 * 60 * 1000;
export const DAYS_RELISTED = 31;

/** Ledgers polled at the same time: six connections an invocation. */
export const LEDGERS_PARALLEL_MAX = 6;

/** Ledgers that a cron tick polls by itself; more of them go out through the queue. */
export const LEDGERS_PER_TICK_MAX = 12;

/** Ledgers named in one message: three queue operations for 50 polls, each a few seconds at most. */
export const LEDGERS_PER_MESSAGE_MAX = 50;

/** Due ledgers that one tick sends out; the next tick goes on. */
export const LEDGERS_DUE_MAX = 10_000;

/** Default of POLL_IDLE_MINUTES_MAX and DISCOVERY_MINUTES: LIST costs $5 a million. */
export const POLL_IDLE_MINUTES_DEFAULT = 15;
export const DISCOVERY_MINUTES_DEFAULT = 60;

/** Waiting objects sent again in one poll. */
export const LEDGER_SWEEP_MAX = 500;

/** Attempts at one object: ten in all (wrangler.toml), about two hours. */
export const INGEST_RETRY_FIRST_SECONDS = 10;
export const INGEST_RETRY_MAX_SECONDS = 1_800;
// --- findings, store and notices -------------------------------------------------------------------------------------

/** A longer part of a subject is stood for by its hash, which separates as well. */
export const SUBJECT_PART_CHARS_MAX = 512;

/** A description is a few sentences around cut names. */
export const DESCRIPTION_CHARS_MAX = 2_000;

/** Detail copied from a log into a finding (buckets, additionalInfo): strings, lists and all of it together. */
export const DETAIL_STRING_CHARS_MAX = 1_024;
export const DETAIL_ITEMS_MAX = 100;
export const DETAIL_DEPTH_MAX = 12;
export const DETAIL_CHARS_MAX = 32 * 1024;

/** Sightings written by one D1 batch: with DETAIL_CHARS_MAX twice in each, far below D1's 2 MB a parameter even in UTF-8. */
export const SIGHTINGS_PER_BATCH_MAX = 200;
export const SIGHTINGS_BATCH_CHARS_MAX = 400 * 1024;

/** Sightings and notices listed with one finding, latest first; the rest is in its count. */
export const SIGHTINGS_SHOWN_MAX = 100;

/** A notice that is being delivered belongs to its consumer this long: the attempt's timeout and D1's own delays. */
export const NOTICE_LEASE_MS = 60_000;

/** A pending notice this long past its time has lost its queue message: the sweeper sends another. */
export const NOTICE_SWEEP_GRACE_MS = 5 * 60 * 1000;

/** Notices that one cron tick re-sends; the next tick goes on. */
export const NOTICE_SWEEP_MAX = 500;

/** Slack cuts or refuses longer ones: header 150, section field 2,000, section 3,000 characters. */
export const SLACK_HEADER_CHARS_MAX = 150;
export const SLACK_FIELD_CHARS_MAX = 400;
export const SLACK_DESCRIPTION_CHARS_MAX = 1_500;

/** An error word of a webhook receiver that is kept as the reason ("channel_is_archived"). */
export const WEBHOOK_REASON_BYTES_MAX = 64;

/** Ids in one archive or unarchive call. */
export const API_IDS_MAX = 100;
// --- detectors -------------------------------------------------------------------------------------------------------

/** S3 accepts bucket policies of 20 KB; a larger one cannot have been set. Bounds the time of the evaluator. */
export const POLICY_CHARS_MAX = 20 * 1024;
// --- flow and resolver logs ------------------------------------------------------------------------------------------

/** Columns of a flow log format: AWS offers fewer than 60. */
export const FLOW_COLUMNS_MAX = 128;

/** Records looked up together: more loads than a core has under way at once, and their rows (256 bytes each) fit its nearest cache. */
export const FLOW_BLOCK_ROWS = 32;

/** A resource id is at most 32 characters, an ARN at most 2 KB; longer values of columns that are read are refused. */
export const FLOW_NAME_BYTES_MAX = 255;

/** Distinct ids (interfaces, accounts …) and IPv6 addresses held at once; full, the batch is emitted and they start anew. */
export const FLOW_NAMES_MAX = 16_384;
export const FLOW_NAME_ARENA_BYTES = 1024 * 1024;
export const FLOW_IPV6_MAX = 32_768;

/** A capture window's start may lie before the hour in which its record was written: windows are ten minutes at most. */
export const HOUR_SLACK_SECONDS = 15 * 60;
/** Batches cut by time before records have to pay for them: a week of hours, the longest log read at once in practice. */
export const HOUR_CUTS_FREE = 170;
/** Records a further cut: a cut costs some 100 microseconds, as these records do. */
export const HOUR_CUT_RECORDS = 1_000;

/** Conversations summed at once, 128 bytes each: 4 MiB of a 128 MB isolate. */
export const CONVERSATIONS_MAX = 32_768;

/** Slots looked at for one key. Addresses are chosen by strangers: a longer chain counts as full, so none can be grown. */
export const TABLE_PROBES_MAX = 64;

/** Resolver records are parsed in one `JSON.parse` per this many bytes: the call costs more than a short record. */
export const DNS_PARSE_BATCH_BYTES = 64 * 1024;

/** AWS caps flow log files at 75 MB as stored, about 400 MB of text; above this the object is a bomb or no log. */
export const FLOW_OBJECT_BYTES_MAX = 2 * 1024 * 1024 * 1024;

/** Resolver query log files come every few minutes; above this the object is a bomb or no log. */
export const DNS_OBJECT_BYTES_MAX = 1024 * 1024 * 1024;

/**
 * Distinct lookups (host, name, type, outcome) held at once, some 250 bytes each, and the characters of their names and
 * answers; full, the batch is emitted and they start anew.
 */
export const LOOKUPS_MAX = 65_536;
/** Of one host: its detectors judge the fullest hour of a batch, so a batch must not grow to many of them. */
export const LOOKUPS_OF_HOST_MAX = 16_384;
export const LOOKUP_CHARS_MAX = 8 * 1024 * 1024;
/** An answer counts as so many characters more, for what it takes besides. */
export const LOOKUP_ANSWER_CHARS = 16;

/** Answers of one lookup that travel to its host's profile: more addresses say no more. */
export const LOOKUP_ANSWERS_MAX = 16;

/** 255 bytes on the wire are at most 1,004 characters of text, all escaped. */
export const DNS_NAME_CHARS_MAX = 1_024;

/** Distinct texts of one kind (names, addresses, answers …) remembered while an object is read; full, they start anew. */
export const DNS_TEXTS_MAX = 16_384;
export const DNS_TEXT_ARENA_BYTES = 1024 * 1024;
/** Answers of the same data remembered: they differ in type or class. */
export const DNS_ANSWER_KINDS_MAX = 4;

/** Rows of a Parquet file decoded at once, as columns: 16 of them take about 20 MiB. */
export const PARQUET_ROWS_MAX = 65_536;

/** A new source is read from this far back, unless it says otherwise: what CloudTrail may still re-deliver. */
export const SOURCE_SINCE_DAYS_DEFAULT = 30;

// --- backfill, silence and the ledger's report -------------------------------------------------------------------------

/** Profiles forget by half in 14 days: what lies further back than this teaches nothing. */
export const BACKFILL_DAYS_MAX = 90;

/** Objects of a backfill that wait in the queue at once, for each ledger: today's logs must not queue behind history. */
export const BACKFILL_WAITING_MAX = 1_000;

/** No object for this long is looked into. CloudTrail writes a digest each hour, delivered some minutes later. */
export const SILENCE_MS_MIN = 90 * 60 * 1000;

/** Silence is judged this often. */
export const SILENCE_CHECK_EVERY_MS = 30 * 60 * 1000;

/** A stream without digests is asked again for them this often: somebody may turn them on. */
export const DIGEST_ASK_EVERY_MS = 6 * 60 * 60 * 1000;

/** Digests older than this say nothing of today. */
export const DIGEST_DAYS_ASKED = 2;

/** A rhythm is known after so many gaps. Half a working day of files every 15 minutes, two hours of busy ones. */
export const RHYTHM_GAPS_MIN = 24;

/** Silence is longer than so many median gaps, and than so many times the second longest gap known. */
export const RHYTHM_MEDIANS = 3;
export const RHYTHM_LONGEST_FACTOR = 1.5;

/** Days and rows of a stream from which its rhythm is learned: a fortnight holds two weekends. */
export const RHYTHM_DAYS = 14;
export const RHYTHM_ROWS_MAX = 20_000;

/** Flow logs of one stream whose rhythms are told apart. */
export const RHYTHM_PARTS_MAX = 500;

/** Rejected objects are told together, this long after the first of them. */
export const REJECTIONS_TOLD_AFTER_MS = 60 * 1000;

/** Keys named in a finding about rejected objects; the rest is in its count and in the ledger. */
export const REJECTED_KEYS_SHOWN_MAX = 10;

/** Days of one `GET /v1/sources/{id}/ledger`, stream-days read for one page of it, and rows read of one of those. */
export const LEDGER_REPORT_DAYS_MAX = 35;
export const LEDGER_REPORT_STREAM_DAYS_MAX = 40;
export const LEDGER_REPORT_ROWS_MAX = 50_000;

/** Ledgers asked in one API call, and objects sent again by one. */
export const LEDGERS_PER_CALL_MAX = 50;
export const OBJECTS_RETRIED_MAX = 10_000;

/** `scan` orders events by time within a whole file; beyond this it orders them in parts. */
export const SCAN_CHUNK_RECORDS_MAX = 500_000;
export const SCAN_CHUNK_BYTES_MAX = 1024 * 1024 * 1024;
// --- SigV4, server side ----------------------------------------------------------------------------------------------

/** AWS accepts a signature whose clock is at most this far from its own, either way. */
export const SIGV4_SKEW_MS = 15 * 60 * 1000;

/** Body that is read to be hashed; API requests are small. A caller with larger ones (S3) names its own bound. */
export const SIGV4_BODY_BYTES_MAX = 1024 * 1024;

/** Every AWS SDK signs fewer than 20 headers. */
export const SIGV4_SIGNED_HEADERS_MAX = 64;

/** A real Authorization header is about 300 characters. */
export const SIGV4_AUTHORIZATION_CHARS_MAX = 4_096;

// --- text kept in profiles ---------------------------------------------------------------------------------------------

/** A value of a feature: IAM names reach 64 characters, API names with their service stay below 128. */
export const FEATURE_VALUE_CHARS_MAX = 128;

/** A principal's name in its own profile, for people: IAM paths reach 512 characters. */
export const PROFILE_NAME_CHARS_MAX = 640;

// --- inflating ---------------------------------------------------------------------------------------------------------

/** Compressed bytes inflated at once: deflate reaches 1,032:1, so that a piece of a bomb holds 17 MB for a moment. */
export const INFLATE_PIECE_BYTES = 16 * 1024;

/** Compressed bytes of one row group's columns, held while it is read; an object has at most 75 MB. */
export const PARQUET_GROUP_BYTES_MAX = 40 * 1024 * 1024;

/** The footer describes columns and row groups: a few hundred KB for the largest object. hyparquet asks for 512 KB first. */
export const PARQUET_FOOTER_BYTES_MAX = 4 * 1024 * 1024;

/** An inflated page; writers aim at 1 MiB. */
export const PARQUET_PAGE_BYTES_MAX = 16 * 1024 * 1024;
// --- threat lists ----------------------------------------------------------------------------------------------------

/** GuardDuty's cap on a list file. */
export const LIST_BYTES_MAX = 35 * 1024 * 1024;
/** GuardDuty's cap on entries of a threat IP list. */
export const LIST_ENTRIES_MAX = 250_000;
/** Largest public feed known is 1.2 million; tables of two million entries take 22 MB. */
export const FEED_ENTRIES_MAX = 2_000_000;
/** Largest public feed known is 50 MB of text. */
export const FEED_BYTES_MAX = 128 * 1024 * 1024;
/** A page that links to a list; Microsoft's is 0.2 MB. */
export const FEED_PAGE_BYTES_MAX = 2 * 1024 * 1024;

/** Ranges of one row of a cloud's file that wait for what stands after them; Azure's largest tag has some 50,000. */
export const CLOUD_ROW_RANGES_MAX = 100_000;

/** No entry with its comment is longer; a browser's longest URL is. */
export const LIST_LINE_CHARS_MAX = 16 * 1024;
/** CSV rows carry descriptions. */
export const LIST_RECORD_CHARS_MAX = 64 * 1024;
/** One string or tag of a JSON or XML list: descriptions of indicators are whole reports at times. */
export const LIST_TOKEN_CHARS_MAX = 1024 * 1024;
/** Deeper than any published list; keeps stacks small. */
export const LIST_DEPTH_MAX = 64;
/** A name's listing is known to be this old at most, in steps of a quarter: nine dates a list. */
export const LISTING_AGE_DAYS_MAX = 728;
export const LISTING_AGE_STEP_DAYS = 91;
/** Tables of a list's last reading that are held while it is read again: of half a million names. */
export const LISTING_AGE_TABLES_BYTES_MAX = 8 * 1024 * 1024;
/** Text that the format is told from. */
export const LIST_SNIFF_CHARS = 4_096;
/** A list's parser gets its text in pieces of this size, however small those are that a server sends. */
export const LIST_PIECE_CHARS = 256 * 1024;
/** Rejected entries shown to people; the rest are counted. */
export const LIST_SAMPLES_MAX = 5;
export const LIST_SAMPLE_CHARS_MAX = 120;
/** Distinct types of indicators counted apart; a list's author chooses their names. */
export const LIST_OTHER_TYPES_MAX = 20;
/** Distinct families kept of one list; later ones count as none. Maltrail has 3,111. */
export const LIST_FAMILIES_MAX = 10_000;
export const LIST_FAMILY_CHARS_MAX = 80;

/** GuardDuty's quotas a list kind: lists in one detector, entries in one list. Source: GuardDuty User Guide, "Quotas". */
export const TRUSTED_LISTS_MAX = 1;
export const THREAT_LISTS_MAX = 6;
export const TRUSTED_IP_ENTRIES_MAX = 2_000;
export const ENTITY_ENTRIES_MAX = 1_000;
export const LIST_NAME_CHARS_MAX = 300;

/** One download, body included: 50 MB at 0.5 MB/s. */
export const LIST_FETCH_TIMEOUT_MS = 120_000;
/** Moves within one host ("/list" to "/list/"); more is a loop. */
export const LIST_REDIRECTS_MAX = 3;
/** ETag and Last-Modified are kept up to this; longer ones are not sent back. */
export const LIST_VALIDATOR_CHARS_MAX = 256;
export const LIST_ERROR_CHARS_MAX = 500;

/** A message that was queued and not answered within this is sent again. */
export const LIST_LEASE_MS = 15 * 60 * 1000;
/** 16 hours at the longest. */
export const LIST_LEASE_DOUBLINGS_MAX = 6;
/** First retry of a feed that failed, doubled each time up to the feed's own interval. */
export const FEED_RETRY_FIRST_MS = 5 * 60 * 1000;
/** A feed that falls below this share of its last good version is held back, where that had enough entries to say so. */
export const FEED_SHRINK_RATIO_MIN = 0.5;
export const FEED_SHRINK_ENTRIES_MIN = 100;
/** Without a successful look for this long a feed is told to be stale, and then is used no more: addresses change hands. */
export const FEED_STALE_DAYS = 7;
export const FEED_EXPIRED_DAYS = 30;

/** Compiled lists held by one isolate (128 MB, of which the address table takes 13). All default feeds take about 14 MB (Maltrail: 12.9). */
export const LISTS_LOADED_BYTES_MAX = 48 * 1024 * 1024;
/** Goal for all tables of an isolate together, held by `npm run intel:report`. */
export const ISOLATE_TABLES_BYTES_MAX = 48 * 1024 * 1024;
/** How long an isolate goes by the pointers it has read. */
export const LIST_POINTERS_MS = 60_000;
/** Replaced tables stay this long for isolates that go by an older pointer. */
export const LIST_OBJECTS_KEPT_MS = 10 * 60 * 1000;

/**
 * Cities lie in shards of so many rows, each 70 to 150 KB, that are fetched when an address of theirs is asked for. An
 * isolate holds this much of them.
 */
export const CITY_SHARD_ROWS_MAX = 8_192;
export const CITY_SHARDS_BYTES_MAX = 8 * 1024 * 1024;
/** Shards that one chunk's callers, or one chunk's findings, may touch: a crowd of addresses must not cost a crowd of requests. */
export const CITY_SHARDS_ASKED_MAX = 256;
export const CITY_LOADS_PARALLEL_MAX = 6;

/** An IPv4 /8 and an IPv6 /12 are the largest blocks ever allotted: a wider entry is a mistake or an attack. */
export const LIST_IPV4_SPAN_MAX = 2 ** 24;
export const LIST_IPV6_PREFIX_MIN = 12;
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

/** Digests are listed from this far back: late backfills, and digests that were taken away after they had been read. */
export const DIGEST_LOOK_BACK_MS = 3 * 24 * 60 * 60 * 1000;

/** After an outage digests are read on from where they were left, at most so far back. */
export const DIGEST_CATCH_UP_MS = 30 * 24 * 60 * 60 * 1000;

/** A trail whose digests stopped so long ago has been told of and is forgotten. */
export const DIGEST_FORGOTTEN_MS = 10 * 24 * 60 * 60 * 1000;

/** Digests read in one pass over an account, one after another for the memory they may take; the next tick goes on. */
export const DIGESTS_PER_PASS_MAX = 100;

/** Pages of digests listed of one Region in a pass: a month of 13 trails. */
export const DIGEST_LIST_PAGES_MAX = 10;

/** A pass that leaves log files unread looks again after this; else after an hour, as digests come. */
export const DIGEST_PENDING_MS = 5 * 60 * 1000;

/** Problems and files of a Region that are shown; the rest is in the counts. */
export const INTEGRITY_SHOWN_MAX = 20;

/** Roles whose public keys of CloudTrail are kept: sources are counted in tens. */
export const DIGEST_IDENTITIES_MAX = 64;

/** Other Regions and resolvers noted of one object: AWS has fewer than 40 Regions, a host few resolvers. */
export const OBJECT_SIGHTS_MAX = 200;

/** Those kept of an account, and for how long after they were last seen. */
export const SIGHTS_KEPT_MAX = 2_000;
export const SIGHT_DAYS_KEPT = 30;

/** Ledgers asked for one answer on coverage: a Worker may make 1,000 such calls in a request. */
export const COVERAGE_LEDGERS_MAX = 500;

/** Beginnings of logging kept of one object, to explain chains that begin anew. */
export const TRAIL_STARTS_MAX = 100;

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

/** A message of SNS or EventBridge has at most 256 KB, escaped once in its envelope: twice that, and as much again. */
export const NOTIFICATION_BODY_BYTES_MAX = 1024 * 1024;

/** Objects asked for by name at once, six at a time, before SNS (15 s) or EventBridge (5 s) hang up; the rest is listed. */
export const HINTS_ASKED_MAX = 60;
export const HINTS_PARALLEL_MAX = 6;

/** Shorter secrets of an API destination can be guessed. */
export const HOOK_SECRET_CHARS_MIN = 32;

// --- equal values of one object --------------------------------------------------------------------------------------

/** Distinct names, addresses and user agents of one object kept to be shared; far more than an hour of an account has. */
export const REPEATED_TEXTS_MAX = 4_096;
export const REPEATED_TEXT_CHARS_MAX = 512;
/** Sessions of one object: 1,024 of about 1 KB each. */
export const REPEATED_IDENTITIES_MAX = 1_024;

/** Names made of a service and an API that are remembered: AWS has some 15,000 APIs, an account uses a few hundred. */
export const REMEMBERED_NAMES_MAX = 4_096;
// --- hosts -----------------------------------------------------------------------------------------------------------

/** Probes told in one finding: enough to see the pattern, few enough to store. */
export const PORT_PROBE_DETAILS_MAX = 20;
// --- enrichment and list detectors -----------------------------------------------------------------------------------

/**
 * Answers remembered of each kind, up to twice as many: equal facts of a batch are one object and are packed once. A name
 * in no list still has its registered domain, some 250 bytes each; addresses and callers that nothing knows cost 50.
 */
export const ADDRESS_ANSWERS_MAX = 16_384;

/** Of the 100,000 places of an address table, those that an hour's strangers come from, 200 bytes each. */
export const PLACE_ANSWERS_MAX = 16_384;
export const NAME_ANSWERS_MAX = 8_192;
export const CALLER_ANSWERS_MAX = 4_096;

/** List matches told in one finding: more lists than anyone loads, of which some may say it twice. */
export const LIST_MATCHES_SHOWN_MAX = 20;
/** Conversations of one host with listed peers that one chunk tells: a sighting shows the latest, the rest adds to its count. */
export const LIST_PEERS_TOLD_MAX = 1_000;

// --- Inventory -------------------------------------------------------------------------------------------------------

/** Items of one call that are read: RunInstances launches at most 1,000 in practice. */
export const INVENTORY_ITEMS_MAX = 1_000;

/** EC2 is asked for the instances and interfaces of a Region this often: what CloudTrail does not tell is late by as much. */
export const INVENTORY_EVERY_MS = 15 * 60 * 1000;
/** Where the role may not ask: each refusal is an event in the customer's trail. */
export const INVENTORY_DENIED_EVERY_MS = 6 * 60 * 60 * 1000;
/** First wait after a failure, doubled each time up to an hour. */
export const INVENTORY_RETRY_FIRST_MS = 2 * 60 * 1000;
export const INVENTORY_RETRY_MAX_MS = 60 * 60 * 1000;
/** A refresh whose invocation ended is given up for dead after this. */
export const INVENTORY_CLAIM_MS = 10 * 60 * 1000;
/** Pages of one action in one refresh: 10,000 instances, a second of CPU. */
export const INVENTORY_PAGES_MAX = 50;
/** A refresh asks no further page after this, so that a slow EC2 holds nothing up. */
export const INVENTORY_MS_MAX = 30_000;
/** Regions asked in one poll of a ledger, at the same time: half of an invocation's connections. The rest are due at the next poll. */
export const INVENTORY_REGIONS_PER_POLL_MAX = 3;
/** Regions of one account and source whose state is kept: AWS has fewer than 40. */
export const INVENTORY_REGIONS_MAX = 64;

/** Instances, interfaces and allocations remembered of one account and Region; beyond it, hosts go by what records say. */
export const INVENTORY_ENTITIES_MAX = 100_000;

/** Shown in a finding: an instance has at most 15 interfaces a network card, a resource at most 50 tags. */
export const HOST_INTERFACES_MAX = 16;
export const HOST_TAGS_MAX = 50;
// --- hosts -----------------------------------------------------------------------------------------------------------
// --- host profiles ---------------------------------------------------------------------------------------------------

/** A packed host profile is one SQLite row; 64 KB keeps reads cheap. */
export const HOST_PROFILE_BYTES_MAX = 64 * 1024;

/** Days of event time that a host's habits go back: frequency classes need a month to fill. */
export const HABIT_DAYS_KEPT = 35;
/** A value as text: IPv6 address and prefix, or a registered domain (253 at most, far shorter in practice). */
export const HABIT_VALUE_CHARS_MAX = 128;
/** Values remembered for one habit; the ones of fewest days go first. Servers use tens of ports and hundreds of names. */
export const HABIT_PORTS_MAX = 128;
export const HABIT_PEERS_MAX = 256;
export const HABIT_RESOLVERS_MAX = 32;
export const HABIT_LOGINS_MAX = 64;
export const HABIT_ADDRESSES_MAX = 16;
export const HABIT_DOMAINS_MAX = 512;

/** Windows look back this far from the latest record, ten-minute records and late files included. */
export const WINDOW_MINUTES_KEPT = 150;
/** Peers or ports of which one window keeps count, those with most first. */
export const WINDOW_KEYS_MAX = 16;
/** Distinct things remembered under one of them between batches, the latest first: above every threshold. */
export const WINDOW_ITEMS_KEPT = 128;
/** The same within one batch, so that a day's log read at once is judged as its hours would be. */
export const WINDOW_KEYS_OPEN_MAX = 256;
export const WINDOW_ITEMS_OPEN_MAX = 4_096;

/** Registered domains under which the names of a host are measured, and the hours of each. */
export const NAME_ZONES_MAX = 16;
export const NAME_ZONES_OPEN_MAX = 2_048;
export const NAME_ZONE_HOURS_KEPT = 26;
/** Bits that tell new names of a domain and day from known ones; the names of a slow tunnel fill two thirds of them. */
export const NAME_ZONE_BITS = 2_048;

/** Answers remembered, so that an address contacted has the name it was looked up by. */
export const ANSWERED_NAMES_KEPT = 128;
export const ANSWERED_NAMES_OPEN_MAX = 8_192;

/** Start times of connections to one peer and port kept to judge their rhythm, and such pairs. */
export const RHYTHM_TIMES_KEPT = 48;
export const RHYTHM_PAIRS_MAX = 12;
export const RHYTHM_PAIRS_OPEN_MAX = 512;

/** What a host did in the last day that an attack could be made of; GuardDuty's sequences look back 24 hours. */
export const SIGNAL_KEPT_MS = 24 * 60 * 60 * 1000;
export const SIGNALS_MAX = 64;
export const SIGNAL_TEXT_CHARS_MAX = 256;

/** Bytes of one member (name, time, address, identity …) kept in one object with what was made of them: a thousand identities. */
export const REMEMBERED_BYTES_MAX = 1024 * 1024;
