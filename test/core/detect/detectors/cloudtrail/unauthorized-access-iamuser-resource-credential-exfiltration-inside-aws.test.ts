import { expect } from "vitest";
import { resourceCredentialsInsideAws } from "../../../../../src/core/detect/detectors/cloudtrail/unauthorized-access-iamuser-resource-credential-exfiltration-inside-aws.ts";
import { detectorTests } from "../../detector-tests.ts";
import { history, resourceCall } from "../../history-samples.ts";

const endpoint = { sourceIp: "172.31.4.5", vpcEndpointId: "vpce-0b7c31a1650518519" };
const others = { ...endpoint, vpcEndpointAccountId: "123456789012" };
const own = { ...endpoint, vpcEndpointAccountId: "111122223333" };

export default detectorTests(
  resourceCredentialsInsideAws,
  [
    [
      "an endpoint that the account never used",
      resourceCall("ecs", endpoint),
      { severity: 8 },
      {},
      history("UNSEEN", "UNSEEN"),
    ],
    [
      "the first call of a session, through an endpoint of another account",
      resourceCall("ecs", others),
      {
        severity: 8,
        remoteAccount: { accountId: "123456789012", affiliated: false },
        description: expect.stringContaining("through a VPC endpoint of the account 123456789012."),
      },
      {},
      history("UNSEEN", "UNSEEN", []),
    ],
    [
      "an endpoint of an account that belongs with this one, on the day after",
      resourceCall("ecs", others),
      { severity: 5, remoteAccount: { accountId: "123456789012", affiliated: true } },
      {},
      history("RARE", "RARE", [], true),
    ],
  ],
  [
    ["an endpoint of its own account that nobody used", resourceCall("ecs", own), {}, history("UNSEEN", "UNSEEN")],
    [
      "another account's endpoint that the role used on two days",
      resourceCall("ecs", others),
      {},
      history("INFREQUENT", "RARE"),
    ],
    [
      "another account's endpoint that the account uses",
      resourceCall("ecs", others),
      {},
      history("UNSEEN", "INFREQUENT"),
    ],
    [
      "another account's endpoint while the account is learned",
      resourceCall("ecs", others),
      {},
      history("UNSEEN", null),
    ],
    ["an endpoint of the account", resourceCall("ecs", endpoint), {}, history("UNSEEN", "RARE")],
    [
      "the first call of a role that is still learned",
      resourceCall("ecs", endpoint),
      {},
      history("UNSEEN", "UNSEEN", []),
    ],
    ["an instance's", resourceCall("ec2", endpoint), {}, history("UNSEEN", "UNSEEN")],
    [
      "a function's, which GuardDuty tells outside AWS alone",
      resourceCall("lambda", endpoint),
      {},
      history("UNSEEN", "UNSEEN"),
    ],
  ],
);
