/** AttackSequence:IAM/CompromisedCredentials: several stages by one identity within a day. */

import { HOUR_MS } from "../../clock.ts";
import type { Scenario } from "../../stage.ts";
import { type Step, thiefOf } from "./thief.ts";

/** Hours after the start, and what is done then: look, stay, blind, take. */
const STAGES: readonly (readonly [number, readonly Step[]])[] = [
  [
    0,
    [
      ["sts:GetCallerIdentity", null],
      ["iam:ListUsers", null],
      ["s3:ListBuckets", null],
      ["ec2:DescribeInstances", { instancesSet: {} }],
    ],
  ],
  [
    1,
    [
      ["iam:CreateUser", { userName: "monitoring-agent" }],
      ["iam:CreateAccessKey", { userName: "monitoring-agent" }],
      [
        "iam:AttachUserPolicy",
        { userName: "monitoring-agent", policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" },
      ],
    ],
  ],
  [
    2,
    [
      ["cloudtrail:StopLogging", { name: "organization" }],
      ["guardduty:DeleteDetector", { detectorId: "12abc34d567e8fa901bc2d34e56789f0" }],
    ],
  ],
  [
    3,
    [
      ["secretsmanager:GetSecretValue", { secretId: "prod/orders/db" }],
      ["rds:CreateDBSnapshot", { dBInstanceIdentifier: "orders", dBSnapshotIdentifier: "o" }],
      [
        "rds:ModifyDBSnapshotAttribute",
        { dBSnapshotIdentifier: "o", attributeName: "restore", valuesToAdd: ["449372905712"] },
      ],
      ["s3:DeleteBucket", { bucketName: "example-backups" }],
    ],
  ],
];

export const SEQUENCES: readonly Scenario[] = [
  {
    type: "AttackSequence:IAM/CompromisedCredentials",
    play: (stage) => {
      const thief = thiefOf(stage, { ip: stage.listed("tor-exit", stage.stranger()) });
      let toMs = stage.startMs;
      for (const [hours, steps] of STAGES) {
        let timeMs = stage.startMs + hours * HOUR_MS;
        for (const [api, request] of steps) {
          stage.call({ ...thief.base, timeMs, api, request });
          toMs = timeMs;
          timeMs += 40_000;
        }
      }
      const { accountId, region } = thief.base;
      stage.label(
        "AttackSequence:IAM/CompromisedCredentials",
        { accountId, region, resource: thief.resource },
        stage.startMs,
        toMs,
      );
    },
  },
];
