/** UnauthorizedAccess:EC2/MetadataDNSRebind: a public name answered with the address of the instance metadata service. */

import type { Lookup } from "../../../group/host-batch.ts";
import { parseIp } from "../../../net/ip.ts";
import { isInsideName } from "../../../net/registered-domain.ts";
import { dnsRequestAction } from "../../host-actions.ts";
import type { HostDetector } from "../../host-detector.ts";
import { hostPlace, hostWords } from "../../host-wording.ts";
import { quoted, sentence } from "../../wording.ts";

/** Amazon EC2 User Guide, "Access instance metadata". */
const METADATA_IPV4 = parseIp("169.254.169.254");
const METADATA_IPV6 = parseIp("fd00:ec2::254");

export const metadataDnsRebind: HostDetector = {
  type: "UnauthorizedAccess:EC2/MetadataDNSRebind",
  watches: "host",
  reads: ["lookups"],
  summary: "A host looked up a public name whose answer is the address of the instance metadata service.",
  misses:
    "Rebinding to other inside addresses, answers in another notation, and names that another resolver than the VPC's answers.",
  falsePositives:
    "A name of your own that leads to the metadata service: put it under a suffix for private use, or on a trusted list.",
  attack: ["T1552.005"],
  needs: ["dns"],
  detect(batch) {
    return batch.lookups.filter(isRebound).map((lookup) => ({
      record: lookup.record,
      timeMs: lookup.firstMs,
      subject: [lookup.facts?.registeredDomain ?? lookup.nameLower],
      title: `${sentence(hostWords(batch))} looked up ${quoted(lookup.nameLower)}, which answers with the metadata address.`,
      description:
        `${sentence(hostWords(batch))} ${hostPlace(batch)} looked up ${quoted(lookup.nameLower)}, whose owner answered with the address of the ` +
        "instance metadata service. A web page or a request that the host makes for others can read the instance's " +
        "credentials that way. Require IMDSv2, and find out what asked.",
      resourceRole: "ACTOR",
      action: dnsRequestAction(lookup),
    }));
  },
};

/** Inside names lead there by right: EC2's own "instance-data.ec2.internal" does. */
function isRebound({ answers, firewallAction, facts, nameLower }: Lookup): boolean {
  if (!answers.some(({ ip }) => ip !== null && (ip === METADATA_IPV4 || ip === METADATA_IPV6))) return false;
  return firewallAction !== "BLOCK" && !isInsideName(nameLower) && (facts === null || facts.trustedBy.length === 0);
}
