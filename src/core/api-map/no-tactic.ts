/** Calls that services make all day in the name of others, and housekeeping that no verb tells: no tactic, tier 0. */

import type { TacticTable } from "./facts.ts";

export const NO_TACTIC: TacticTable = {
  0: {
    kms: "Decrypt Encrypt GenerateDataKey GenerateDataKeyWithoutPlaintext GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext ReEncrypt Sign Verify GenerateMac VerifyMac RetireGrant",
    logs: "CreateLogStream PutLogEvents CreateLogGroup",
    monitoring: "PutMetricAlarm PutDashboard PutMetricData GetMetricData GetMetricStatistics",
    ssm: "UpdateInstanceInformation PutInventory ListInstanceAssociations UpdateInstanceAssociationStatus PutComplianceItems",
    xray: "PutTraceSegments PutTelemetryRecords",
    ec2: "CreateTags DeleteTags CreateNetworkInterface DeleteNetworkInterface AttachNetworkInterface CreateVolume AttachVolume",
    ecs: "SubmitTaskStateChange SubmitContainerStateChange SubmitAttachmentStateChanges RegisterContainerInstance DiscoverPollEndpoint Poll StartTelemetrySession",
    ecr: "BatchCheckLayerAvailability GetDownloadUrlForLayer BatchGetImage InitiateLayerUpload UploadLayerPart CompleteLayerUpload",
    autoscaling: "CompleteLifecycleAction RecordLifecycleActionHeartbeat",
    elasticloadbalancing: "RegisterTargets DeregisterTargets",
    signin: "ExitRole RenewRole",
    cloudshell: "SendHeartBeat",
  },
};
