/** UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS: an instance's credentials came from outside AWS. */

import { credentialExfiltration } from "../../stolen-credentials.ts";

export const instanceCredentialsOutsideAws = credentialExfiltration(
  {
    type: "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
    summary:
      "Credentials of an EC2 instance were used from outside AWS, from a network that its role has not used before.",
    misses:
      "Networks that the role used on two days before. Without a table of networks, an instance of which no other address is known.",
    falsePositives:
      "Instances whose traffic leaves through own premises (VPN, Direct Connect, Outposts): quiet once the role used the network on two days.",
  },
  "OutsideAWS",
  ["ec2"],
);
