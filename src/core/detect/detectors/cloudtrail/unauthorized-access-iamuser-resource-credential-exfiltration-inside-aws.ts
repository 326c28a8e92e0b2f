/** UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.InsideAWS: a task's credentials came from elsewhere in AWS. */

import { credentialExfiltration } from "../../stolen-credentials.ts";

export const resourceCredentialsInsideAws = credentialExfiltration(
  {
    type: "UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.InsideAWS",
    summary:
      "Credentials of an ECS task were used inside AWS from where the task is not: a VPC endpoint of another account (Medium where the logs of that one are read, too, or its identities are let in weekly), or an endpoint or a network that the account does not use.",
    misses:
      "An attacker in the same /16 network as hosts of the account, and tasks whose first call is the attacker's.",
    falsePositives:
      "A new egress VPC: known after the day is sealed. A new endpoint of another account: known once it was used on two days.",
  },
  "InsideAWS",
  ["ecs"],
);
