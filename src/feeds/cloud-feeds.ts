/** The ranges that cloud providers publish of themselves: facts about addresses, no threat lists. */

import type { Feed } from "./feed.ts";

const DAY = 24 * 60;
const LICENCE = "published by the provider for filters; not stated";

function ranges(id: string, name: string, provider: string, url: string, rest: Partial<Feed> = {}): Feed {
  return {
    id,
    name,
    provider,
    url,
    link: null,
    licence: LICENCE,
    refreshMinutes: DAY,
    category: "cloud",
    format: "CLOUD_RANGES",
    defaultOn: true,
    ...rest,
  };
}

export const CLOUD_FEEDS: readonly Feed[] = [
  // The file changes several times a week.
  ranges("aws-ranges", "AWS address ranges", "aws", "https://ip-ranges.amazonaws.com/ip-ranges.json", {
    refreshMinutes: 12 * 60,
  }),
  ranges("google-ranges", "Google Cloud address ranges", "google", "https://www.gstatic.com/ipranges/cloud.json"),
  // A new file with a date in its name each week; the page says which.
  ranges(
    "azure-ranges",
    "Azure service tags",
    "azure",
    "https://www.microsoft.com/en-us/download/details.aspx?id=56519",
    {
      link: /https:\/\/download\.microsoft\.com\/download\/[\w/-]{1,120}\/ServiceTags_Public_\d{8}\.json/,
    },
  ),
  ranges("cloudflare-ranges", "Cloudflare address ranges", "cloudflare", "https://api.cloudflare.com/client/v4/ips"),
  ranges(
    "oracle-ranges",
    "Oracle Cloud address ranges",
    "oracle",
    "https://docs.oracle.com/en-us/iaas/tools/public_ip_ranges.json",
  ),
  ranges(
    "digitalocean-ranges",
    "DigitalOcean address ranges",
    "digitalocean",
    "https://www.digitalocean.com/geo/google.csv",
  ),
];
