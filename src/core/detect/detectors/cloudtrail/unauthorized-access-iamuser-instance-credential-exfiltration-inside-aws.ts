/** UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.InsideAWS: an instance's credentials came from elsewhere in AWS. */

import { credentialExfiltration } from "../../stolen-credentials.ts";

export const instanceCredentialsInsideAws = credentialExfiltration(
  {
    type: "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.InsideAWS",
    summary:
      "Credentials of an EC2 instance were used inside AWS from where the instance is not: an endpoint or a network that the account does not use.",
    misses:
      "An attacker in the same /16 network as hosts of the account, an instance whose first call is the attacker's, and which account the other address belongs to.",
    falsePositives: "A new egress VPC or endpoint: known after the day is sealed.",
  },
  "InsideAWS",
  ["ec2"],
);
