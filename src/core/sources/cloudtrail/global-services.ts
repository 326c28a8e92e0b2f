/** Which events count in every Region: those of services without Regions, logged in one Region for all. */

/**
 * Services with one endpoint in a partition. Source: AWS CloudTrail User Guide, "Global service events", and AWS
 * General Reference, endpoints marked as global.
 */
const GLOBAL_ONLY: ReadonlySet<string> = new Set([
  "account.amazonaws.com",
  "artifact.amazonaws.com",
  "billing.amazonaws.com",
  "budgets.amazonaws.com",
  "ce.amazonaws.com",
  "cloudfront.amazonaws.com",
  "globalaccelerator.amazonaws.com",
  "health.amazonaws.com",
  "iam.amazonaws.com",
  "importexport.amazonaws.com",
  "networkmanager.amazonaws.com",
  "organizations.amazonaws.com",
  "route53.amazonaws.com",
  "route53domains.amazonaws.com",
  "shield.amazonaws.com",
  "support.amazonaws.com",
  "trustedadvisor.amazonaws.com",
  "waf.amazonaws.com",
]);

/** Services with both a global and Regional endpoints: global where logged in the partition's home Region. */
const GLOBAL_AT_HOME: ReadonlySet<string> = new Set(["signin.amazonaws.com", "sts.amazonaws.com"]);

/** Where each partition logs its global services. */
const HOME_REGIONS: ReadonlySet<string> = new Set(["us-east-1", "us-gov-west-1", "cn-north-1", "cn-northwest-1"]);

export function isGlobalService(service: string, region: string): boolean {
  return GLOBAL_ONLY.has(service) || (GLOBAL_AT_HOME.has(service) && HOME_REGIONS.has(region));
}
