/**
 * Registered domains whose products carry data in names by design: reputation look-ups of mail and files, telemetry, names
 * made by machines for content. What their owners do there is theirs; nobody else can take names under them.
 * Facts from the vendors' documentation: spamhaus.org/faq, surbl.org/guidelines, uribl.com, senderbase.org,
 * community.sophos.com (Live Protection over DNS), kcm.trellix.com (GTI File Reputation), support.eset.com (LiveGrid),
 * success.trendmicro.com, team-cymru.com (hash and origin look-ups), and the content networks' own name schemes.
 */

const ZONES = `
  spamhaus.org spamhaus.net spamcop.net surbl.org uribl.com sorbs.net barracudacentral.org barracuda.com dnswl.org
  mailspike.net senderscore.com senderbase.org ironport.com abusix.zone njabl.org support-intelligence.net invaluement.com
  sophosxl.net sophosxl.com mcafee.com trellix.com trendmicro.com e5.sk eset.com kaspersky.com kaspersky-labs.com
  webrootcloudav.com brightcloud.com bitdefender.net avast.com avg.com norton.com symantec.com fortinet.net
  fortiguard.com cymru.com virustotal.com malwarebytes.com clamav.net crowdstrike.com
  cloudfront.net amazonaws.com awsglobalaccelerator.com awsdns.com akamai.net akamaiedge.net akamaized.net edgekey.net
  edgesuite.net akadns.net akamaihd.net fastly.net fastlylb.net cloudflare.net azureedge.net trafficmanager.net windows.net
  azure.com azurefd.net office.com office.net googleusercontent.com googlevideo.com gvt1.com gvt2.com gstatic.com
  1e100.net google.com googleapis.com apple.com icloud.com aaplimg.com microsoft.com windowsupdate.com
  nflxvideo.net fbcdn.net facebook.com cdn77.org llnwd.net footprint.net datadoghq.com newrelic.com nr-data.net
  ripe.net apnic.net dotnxdomain.net
`;

export const DATA_ZONES: ReadonlySet<string> = new Set(ZONES.trim().split(/\s+/));
