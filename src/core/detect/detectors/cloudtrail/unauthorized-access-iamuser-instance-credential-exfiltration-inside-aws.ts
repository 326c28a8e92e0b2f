/** UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.InsideAWS: an instance's credentials came from elsewhere in AWS. */

import { credentialExfiltration } from "../../stolen-credentials.ts";

export const instanceCredentialsInsideAws = credentialExfiltration(
  {
    type: "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.InsideAWS",
    summary:
      "Credentials of an EC2 instance were used inside AWS from where the instance is not: a VPC endpoint of another account (Medium where the logs of that one are read, too, or its identities are let in weekly), or an endpoint or a network that the account does not use.",
    misses:
      "An attacker in the same /16 network as hosts of the account, an instance whose first call is the attacker's, and whose an address of Amazon's is: of endpoints alone AWS tells the account.",
    falsePositives:
      "A new egress VPC: known after the day is sealed. A new endpoint of another account: known once it was used on two days.",
  },
  "InsideAWS",
  ["ec2"],
);
