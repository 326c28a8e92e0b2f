/** Public feeds that Watchpost knows. It ships their addresses and not their data. */

import { CLOUD_FEEDS } from "./cloud-feeds.ts";
import type { Feed } from "./feed.ts";
import { maltrailCategory } from "./maltrail-category.ts";

const HOUR = 60;
const DAY = 24 * HOUR;
const GITHUB = "https://raw.githubusercontent.com";
const ABUSE_CH = "CC0-1.0 (abuse.ch)";

type Rest = Pick<Feed, "licence" | "refreshMinutes" | "category" | "defaultOn">;

function feed(id: string, name: string, url: string, rest: Rest): Feed {
  return { id, name, url, link: null, format: null, provider: null, ...rest };
}

/** In the order in which they are loaded while there is room (LISTS_LOADED_BYTES_MAX). */
export const FEEDS: readonly Feed[] = [
  ...CLOUD_FEEDS,
  feed("crux", "Chrome UX Report", `${GITHUB}/zakird/crux-top-lists/main/data/global/current.csv.gz`, {
    licence: "CC-BY-4.0 (Google), as cached by zakird/crux-top-lists",
    // A new file each month.
    refreshMinutes: 7 * DAY,
    category: "popular",
    defaultOn: true,
  }),
  feed("tor-exits", "Tor exit addresses", "https://check.torproject.org/torbulkexitlist", {
    licence: "public; not stated",
    refreshMinutes: HOUR,
    category: "tor-exit",
    defaultOn: true,
  }),
  feed("feodo", "abuse.ch Feodo Tracker", "https://feodotracker.abuse.ch/downloads/ipblocklist.txt", {
    licence: ABUSE_CH,
    refreshMinutes: 30,
    category: "command-and-control",
    defaultOn: true,
  }),
  feed("spamhaus-drop-v4", "Spamhaus DROP", "https://www.spamhaus.org/drop/drop_v4.json", {
    licence: "Spamhaus DROP terms: free of charge, credit and copyright kept, at most one download an hour",
    refreshMinutes: 12 * HOUR,
    category: "malicious",
    defaultOn: true,
  }),
  feed("spamhaus-drop-v6", "Spamhaus DROP v6", "https://www.spamhaus.org/drop/drop_v6.json", {
    licence: "Spamhaus DROP terms: free of charge, credit and copyright kept, at most one download an hour",
    refreshMinutes: 12 * HOUR,
    category: "malicious",
    defaultOn: true,
  }),
  feed("ipsum", "IPsum level 3", `${GITHUB}/stamparm/ipsum/master/levels/3.txt`, {
    licence: "Unlicense",
    refreshMinutes: DAY,
    category: "scanner",
    defaultOn: true,
  }),
  feed("urlhaus", "abuse.ch URLhaus", "https://urlhaus.abuse.ch/downloads/text_online/", {
    licence: ABUSE_CH,
    refreshMinutes: HOUR,
    category: "malicious",
    defaultOn: true,
  }),
  feed("nocoin", "NoCoin", `${GITHUB}/hoshsadiq/adblock-nocoin-list/master/hosts.txt`, {
    licence: "MIT",
    refreshMinutes: 7 * DAY,
    category: "cryptocurrency",
    defaultOn: true,
  }),
  feed("x4bnet-vpn", "X4BNet VPN", `${GITHUB}/X4BNet/lists_vpn/main/output/vpn/ipv4.txt`, {
    licence: "MIT",
    refreshMinutes: DAY,
    category: "anonymizer",
    defaultOn: true,
  }),
  feed("maltrail", "Maltrail", `${GITHUB}/stamparm/aux/master/maltrail-static-trails.txt`, {
    licence: "MIT",
    refreshMinutes: DAY,
    category: maltrailCategory,
    defaultOn: true,
  }),
  // 80 MB. Ranked by links from other sites, not by visits.
  feed("majestic", "Majestic Million", "https://downloads.majestic.com/majestic_million.csv", {
    licence: "CC-BY-3.0 (Majestic-12 Ltd)",
    refreshMinutes: 7 * DAY,
    category: "popular",
    defaultOn: false,
  }),
  feed("sslbl", "abuse.ch SSLBL", "https://sslbl.abuse.ch/blacklist/sslipblacklist.txt", {
    licence: ABUSE_CH,
    refreshMinutes: HOUR,
    category: "command-and-control",
    defaultOn: false,
  }),
  feed(
    "et-compromised",
    "Emerging Threats compromised",
    "https://rules.emergingthreats.net/blockrules/compromised-ips.txt",
    {
      licence: "BSD-3-Clause style header",
      refreshMinutes: DAY,
      category: "scanner",
      defaultOn: false,
    },
  ),
  feed("cins", "CINS Army", "https://cinsscore.com/list/ci-badguys.txt", {
    licence: "not stated",
    refreshMinutes: HOUR,
    category: "scanner",
    defaultOn: false,
  }),
  feed("blocklist-de", "blocklist.de", "https://lists.blocklist.de/lists/all.txt", {
    licence: "not stated",
    refreshMinutes: HOUR,
    category: "scanner",
    defaultOn: false,
  }),
  feed("greensnow", "GreenSnow", "https://blocklist.greensnow.co/greensnow.txt", {
    licence: "not stated",
    refreshMinutes: HOUR,
    category: "scanner",
    defaultOn: false,
  }),
  feed("binarydefense", "Binary Defense", "https://www.binarydefense.com/banlist.txt", {
    licence: "non-commercial use, with credit",
    refreshMinutes: DAY,
    category: "malicious",
    defaultOn: false,
  }),
  feed("openphish", "OpenPhish", "https://openphish.com/feed.txt", {
    licence: "non-commercial use only",
    refreshMinutes: 12 * HOUR,
    category: "phishing",
    defaultOn: false,
  }),
  feed(
    "blocklistproject-phishing",
    "Block List Project phishing",
    `${GITHUB}/blocklistproject/Lists/master/phishing.txt`,
    {
      licence: "Unlicense (the files' headers say MIT)",
      refreshMinutes: 7 * DAY,
      category: "phishing",
      defaultOn: false,
    },
  ),
  feed(
    "blocklistproject-ransomware",
    "Block List Project ransomware",
    `${GITHUB}/blocklistproject/Lists/master/ransomware.txt`,
    {
      licence: "Unlicense (the files' headers say MIT)",
      refreshMinutes: 7 * DAY,
      category: "malicious",
      defaultOn: false,
    },
  ),
  feed(
    "data-shield",
    "Data-Shield",
    `${GITHUB}/duggytuxy/Data-Shield_IPv4_Blocklist/main/prod_data-shield_ipv4_blocklist.txt`,
    {
      licence: "GPL-3.0",
      refreshMinutes: 6 * HOUR,
      category: "scanner",
      defaultOn: false,
    },
  ),
];

const BY_ID = new Map(FEEDS.map((each) => [each.id, each]));

export function feedOf(id: string): Feed | null {
  return BY_ID.get(id) ?? null;
}
