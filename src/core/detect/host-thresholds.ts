/**
 * The amounts at which host detectors speak. GuardDuty publishes none; the sources are other published rules, and the
 * amounts that AWS's own tester (awslabs/amazon-guardduty-tester) relies on. Flow logs carry no authentication result and
 * no connection state, so figures taken from tools that see them are raised where it is said.
 */

/** Days with records before the event's day, until which a host is learning. GuardDuty is said to take 7 to 14. */
export const LEARNING_DAYS = 7;

// --- floods ----------------------------------------------------------------------------------------------------------

/** The longest aggregation interval of flow logs. */
export const DOS_WINDOW_MINUTES = 10;
/** The tester sends 400,000 datagrams; a quarter, since a burst may be cut in two records and two files. 167 a second. */
export const DOS_PACKETS_MIN = 100_000;
/** Answers to this share of the packets are a conversation: QUIC and VPNs acknowledge every second to tenth packet. */
export const DOS_ANSWERED_SHARE_MAX = 0.1;
/** The same of TCP: a receiver that joins segments acknowledges every twentieth packet or fewer of a fast upload. */
export const DOS_TCP_ANSWERED_SHARE_MAX = 0.01;
/** Mean packet of a SYN or ACK flood: headers alone, with TCP options (RFC 9293) and IPv6's longer header. */
export const DOS_BARE_PACKET_BYTES_MAX = 80;

// --- scans -----------------------------------------------------------------------------------------------------------

/** A record may start up to ten minutes before the probe is seen; Zeek counts 5 minutes, Elastic about 9. */
export const SCAN_WINDOW_MINUTES = 15;
/** Elastic, "network scan": 50 distinct ports of a pair. Zeek: 15 in 5 minutes, of connections that it knows failed. */
export const PORTSCAN_PORTS_MIN = 50;
/** Twice Zeek's 25 hosts in 5 minutes, since a flow log does not say that a connection failed; Elastic: 100 in 9 minutes. */
export const SWEEP_PEERS_MIN = 50;
/** At most this many peers that answered with more than a handshake for each that did not: a crawler meets dead hosts too. */
export const SWEEP_REACHED_SHARE_MAX = 0.5;

// --- guessing of passwords -------------------------------------------------------------------------------------------

/** Zeek's window for SSH. */
export const LOGIN_WINDOW_MINUTES = 30;
/** Twice Zeek's 30 failed log-ins in 30 minutes: a flow log does not say that they failed. The tester makes 256 of RDP. */
export const LOGIN_CONNECTIONS_MIN = 60;
/** A day with half as many connections before makes it the habit of a script. */
export const LOGIN_HABIT_SHARE = 0.5;

// --- mail ------------------------------------------------------------------------------------------------------------

export const SPAM_WINDOW_MINUTES = 60;
/** Mail servers reached by a host of which nothing is known yet; a client sends through one or two. Own figure. */
export const SPAM_PEERS_MIN = 20;

// --- what is unusual for a host --------------------------------------------------------------------------------------

/** A host that meets new ports on more than this share of its days has no usual ones. Own figure. */
export const PORT_NEWS_SHARE_MAX = 0.25;
/** More new ports than this in one batch is a scan or a new role, not one odd connection. Own figure. */
export const PORT_NEWS_MAX = 10;

/** Less is no theft worth a finding of its own, and small hosts vary by this much. Own figure. */
export const VOLUME_BYTES_MIN = 100_000_000;
/** Times the largest day with that peer, older days weighing less. Splunk takes mean + 3 σ of at least 4 days. */
export const VOLUME_KNOWN_FACTOR = 3;
/** Times the largest day with any public peer, for a peer never met: addresses of one service change. Own figure. */
export const VOLUME_NEW_FACTOR = 2;

// --- names -----------------------------------------------------------------------------------------------------------

/** RITA: 100 subdomains of a registered domain. The tester sends 929 names of about 142 characters in one go. */
export const TUNNEL_NAMES_MIN = 100;
/** Of a mean name: 24 characters at 3.5 bits each, what hex and base32 of that length show. */
export const TUNNEL_NAME_BITS_MIN = 84;
/** Fewer are enough where they are as long as no name made for people or machines: over 80 characters (DKTrace: p95). */
export const TUNNEL_LONG_NAMES_MIN = 30;
export const TUNNEL_LONG_NAME_BITS_MIN = 280;
/** New names for each query; A and AAAA of a name are two. Tunnels do not ask twice. */
export const TUNNEL_NEW_SHARE_MIN = 0.4;
/** 0.7 bytes a second for a day: what the information of names catches at 0.004 false alerts (arXiv 2307.02614). */
export const TUNNEL_DAY_BITS_MIN = 0.7 * 8 * 86_400;
/** Nobody's tunnel ends in a domain as popular as this. */
export const TUNNEL_RANK_SAFE = 10_000;
/** Sealed days with half the queries, after which a zone is the habit of a product. */
export const TUNNEL_HABIT_DAYS_MIN = 3;

/** Five of 20 unknown names that do not exist: 1.4e-6 an hour for a benign host at the 1 % working point (binomial). */
export const DGA_NAMES_MIN = 5;
export const DGA_WINDOW_MINUTES = 60;
/** Of the unknown names that failed: the same five of 20 where there are more. */
export const DGA_SHARE_MIN = 0.25;

// --- beacons and sequences -------------------------------------------------------------------------------------------

/** RITA calls 70 to 90 medium and more high. */
export const BEACON_SCORE_MIN = 0.8;
/** RITA wants 4 distinct times; a window of flow logs hides gaps, so more are asked for. */
export const BEACON_STARTS_MIN = 12;
/** RITA: a peer first seen within a week counts more, one of a month less. */
export const BEACON_KNOWN_DAYS_MAX = 7;

/** Logs, or purposes (Recon, Backdoor …), of Medium and High signals within a day that make a story. Own figures. */
export const SEQUENCE_SOURCES_MIN = 2;
export const SEQUENCE_PURPOSES_MIN = 3;
