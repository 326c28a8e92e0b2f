/**
 * Deleting, disabling and stopping what watches. GuardDuty names DeleteFlowLogs, DisableAlarmActions, StopLogging (User
 * Guide, DefenseEvasion:IAMUser/AnomalousBehavior); ATT&CK T1562.001, T1562.007, T1562.008, T1070.
 */

import type { TacticTable } from "./facts.ts";

export const DEFENSE_EVASION: TacticTable = {
  3: {
    cloudtrail:
      "StopLogging DeleteTrail DeleteEventDataStore StopEventDataStoreIngestion DeregisterOrganizationDelegatedAdmin",
    config: "StopConfigurationRecorder DeleteConfigurationRecorder DeleteDeliveryChannel",
    guardduty:
      "DeleteDetector DeleteMembers DisassociateMembers DisassociateFromAdministratorAccount DisassociateFromMasterAccount StopMonitoringMembers DisableOrganizationAdminAccount DeletePublishingDestination",
    ec2: "DeleteFlowLogs",
    securityhub:
      "DisableSecurityHub DisassociateFromAdministratorAccount DisassociateFromMasterAccount DisableOrganizationAdminAccount",
    macie2:
      "DisableMacie DisassociateFromAdministratorAccount DisassociateFromMasterAccount DisableOrganizationAdminAccount",
    inspector2: "Disable DisableDelegatedAdminAccount",
    detective: "DeleteGraph DisassociateMembership DisableOrganizationAdminAccount",
    "access-analyzer": "DeleteAnalyzer",
    route53resolver: "DeleteResolverQueryLogConfig DisassociateResolverQueryLogConfig DeleteFirewallRuleGroup",
    bedrock: "DeleteModelInvocationLoggingConfiguration",
    securitylake: "DeleteDataLake DeleteDataLakeOrganizationConfiguration DeregisterDataLakeDelegatedAdministrator",
    organizations: "LeaveOrganization DisablePolicyType",
    iam: "DeactivateMFADevice DeleteAccountPasswordPolicy",
  },
  2: {
    cloudtrail:
      "UpdateTrail PutEventSelectors PutInsightSelectors UpdateEventDataStore DeleteChannel DeleteResourcePolicy",
    config:
      "DeleteConfigRule DeleteOrganizationConfigRule DeleteConformancePack DeleteConfigurationAggregator DeleteRetentionConfiguration DeleteRemediationConfiguration PutConfigurationRecorder",
    guardduty:
      "UpdateDetector CreateIPSet UpdateIPSet CreateTrustedEntitySet UpdateTrustedEntitySet DeleteThreatIntelSet DeleteThreatEntitySet UpdateThreatIntelSet CreateFilter UpdateFilter ArchiveFindings UpdateMemberDetectors UpdateOrganizationConfiguration UpdatePublishingDestination",
    securityhub:
      "BatchUpdateFindings DeleteInsight BatchDisableStandards DisassociateMembers DeleteMembers UpdateStandardsControl DisableImportFindingsForProduct",
    macie2: "UpdateMacieSession DeleteMember UpdateClassificationJob CreateAllowList",
    monitoring:
      "DisableAlarmActions DeleteAlarms DeleteAnomalyDetector DeleteDashboards DeleteInsightRules DisableInsightRules DeleteMetricStream StopMetricStreams",
    logs: "DeleteLogGroup DeleteLogStream DeleteDestination DeleteSubscriptionFilter DeleteMetricFilter DeleteResourcePolicy PutRetentionPolicy DisassociateKmsKey",
    events: "DisableRule DeleteRule RemoveTargets DeleteEventBus DeleteArchive",
    ec2: "DisableEbsEncryptionByDefault DisableSnapshotBlockPublicAccess DisableImageBlockPublicAccess EnableSerialConsoleAccess DeleteNetworkAcl DeleteNetworkAclEntry ReplaceNetworkAclEntry ReplaceNetworkAclAssociation ModifyInstanceMetadataDefaults ModifyInstanceMetadataOptions ModifyVpcBlockPublicAccessOptions",
    route53resolver: "DeleteFirewallRule DisassociateFirewallRuleGroup UpdateFirewallConfig DeleteFirewallDomainList",
    wafv2: "DeleteWebACL DisassociateWebACL DeleteLoggingConfiguration DeleteRuleGroup DeleteIPSet UpdateWebACL",
    waf: "DeleteWebACL DeleteRule DeleteLoggingConfiguration UpdateWebACL",
    "waf-regional": "DeleteWebACL DeleteRule DeleteLoggingConfiguration DisassociateWebACL UpdateWebACL",
    shield: "DeleteProtection DeleteSubscription DisassociateDRTRole DisableProactiveEngagement",
    "network-firewall": "DeleteFirewall DeleteFirewallPolicy DeleteRuleGroup UpdateLoggingConfiguration",
    s3: "PutBucketLogging DeleteBucketPublicAccessBlock PutBucketPublicAccessBlock DeleteAccountPublicAccessBlock PutAccountPublicAccessBlock DeleteBucketEncryption PutBucketVersioning PutBucketLifecycle PutBucketLifecycleConfiguration",
    bedrock: "PutModelInvocationLoggingConfiguration DeleteGuardrail UpdateGuardrail",
    eks: "UpdateClusterConfig",
    rds: "StopActivityStream ModifyActivityStream",
    iam: "UpdateAccountPasswordPolicy DeleteVirtualMFADevice DeleteRolePermissionsBoundary DeleteUserPermissionsBoundary",
    organizations: "DetachPolicy DeletePolicy",
    inspector2: "CreateFilter UpdateFilter",
    "access-analyzer": "CreateArchiveRule UpdateArchiveRule ApplyArchiveRule",

    sns: "PutDataProtectionPolicy",
    ses: "DeleteConfigurationSetEventDestination",
    auditmanager: "DeregisterAccount",
    globalaccelerator: "UpdateAcceleratorAttributes",
    ssm: "DeleteResourceDataSync",
    synthetics: "DeleteCanary StopCanary",
    fms: "DeletePolicy DisassociateAdminAccount",
  },
  1: {
    logs: "DeleteQueryDefinition DeleteRetentionPolicy",
    events: "PutTargets",
    monitoring: "SetAlarmState",
    sqs: "PurgeQueue",
    health: "DisableHealthServiceAccessForOrganization",
  },
};
