/** UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.InsideAWS: a task's credentials came from elsewhere in AWS. */

import { credentialExfiltration } from "../../stolen-credentials.ts";

export const resourceCredentialsInsideAws = credentialExfiltration(
  {
    type: "UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.InsideAWS",
    summary:
      "Credentials of an ECS task were used inside AWS from where the task is not: an endpoint or a network that the account does not use.",
    misses:
      "An attacker in the same /16 network as hosts of the account, and tasks whose first call is the attacker's.",
    falsePositives: "A new egress VPC or endpoint: known after the day is sealed.",
  },
  "InsideAWS",
  ["ecs"],
);
