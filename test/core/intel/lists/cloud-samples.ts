/** A small file of ranges in each provider's form, with members in the order of the published one. Written for these tests. */

export const AWS = JSON.stringify({
  syncToken: "1",
  createDate: "2026-11-24-00-00-00",
  prefixes: [
    { ip_prefix: "3.5.140.0/22", region: "ap-northeast-2", service: "AMAZON", network_border_group: "ap-northeast-2" },
    { ip_prefix: "52.95.110.0/24", region: "GLOBAL", service: "AMAZON", network_border_group: "GLOBAL" },
    { ip_prefix: "3.5.140.0/22", region: "ap-northeast-2", service: "S3", network_border_group: "ap-northeast-2" },
    { ip_prefix: "3.5.140.0/22", region: "ap-northeast-2", service: "EC2", network_border_group: "ap-northeast-2" },
    { ip_prefix: "54.200.0.0/16", region: "us-west-2", service: "EC2", network_border_group: "us-west-2" },
    { ip_prefix: "54.200.0.0/15", region: "us-west-2", service: "AMAZON", network_border_group: "us-west-2" },
  ],
  ipv6_prefixes: [
    { ipv6_prefix: "2600:1f14::/35", region: "us-west-2", service: "EC2", network_border_group: "us-west-2" },
  ],
});

export const GOOGLE = JSON.stringify({
  syncToken: "1",
  creationTime: "2026-11-24T00:00:00",
  prefixes: [
    { ipv4Prefix: "34.1.208.0/20", service: "Google Cloud", scope: "africa-south1" },
    { ipv6Prefix: "2600:1900:8000::/44", service: "Google Cloud", scope: "global" },
  ],
});

export const AZURE = JSON.stringify({
  changeNumber: 400,
  cloud: "Public",
  values: [
    {
      name: "AzureCloud.westeurope",
      id: "AzureCloud.westeurope",
      properties: {
        changeNumber: 9,
        region: "westeurope",
        regionId: 18,
        platform: "Azure",
        systemService: "",
        addressPrefixes: ["13.69.0.0/17", "2603:1020:206::/48"],
        networkFeatures: ["API", "NSG"],
      },
    },
    {
      name: "Storage.WestEurope",
      id: "Storage.WestEurope",
      properties: {
        addressPrefixes: ["13.69.40.16/28"],
        region: "westeurope",
        systemService: "AzureStorage",
      },
    },
  ],
});

export const ORACLE = JSON.stringify({
  last_updated_timestamp: "2026-11-24T00:00:00.000000",
  regions: [
    {
      cidrs: [
        { cidr: "129.146.0.0/21", tags: ["OCI"] },
        { cidr: "134.70.8.0/21", tags: ["OBJECT_STORAGE", "OSN"] },
      ],
      region: "us-phoenix-1",
    },
  ],
});

export const CLOUDFLARE = JSON.stringify({
  result: { ipv4_cidrs: ["173.245.48.0/20"], ipv6_cidrs: ["2400:cb00::/32"], etag: "x" },
  success: true,
  errors: [],
  messages: [],
});

export const DIGITALOCEAN = "5.101.96.0/21,NL,NL-NH,Amsterdam,1098\r\n24.144.64.0/22,US,US-CA,Santa Clara,95054\r\n";
