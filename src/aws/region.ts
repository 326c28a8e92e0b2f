/** AWS's Regions and the hosts of its services in them. A Region that comes from a log's key leads nowhere but to AWS. */

const REGION = /^[a-z]{2,8}(?:-[a-z]+){1,3}-\d{1,2}$/;

export function isRegion(region: string): boolean {
  return REGION.test(region);
}

/** "ec2.eu-west-1.amazonaws.com". Source: AWS General Reference, "Service endpoints". Throws for what is no Region. */
export function serviceHost(service: string, region: string): string {
  if (!isRegion(region)) throw new Error(`"${region.slice(0, 40)}" is not an AWS Region`);
  return `${service}.${region}.${region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com"}`;
}
