/** UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.OutsideAWS: a function's or a task's credentials came from outside AWS. */

import { credentialExfiltration } from "../../stolen-credentials.ts";

export const resourceCredentialsOutsideAws = credentialExfiltration(
  {
    type: "UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.OutsideAWS",
    summary:
      "Credentials of a Lambda function or an ECS task were used from outside AWS, from a network that its role has not used before.",
    misses:
      "Functions whose records do not say that they are one (inScopeOf), and networks that the role used on two days before.",
    falsePositives: "Traffic that leaves through own premises: quiet once the role used the network on two days.",
  },
  "OutsideAWS",
  ["lambda", "ecs"],
);
