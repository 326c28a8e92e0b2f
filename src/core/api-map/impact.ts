/**
 * Destroying, changing, locking out, spending. GuardDuty names DeleteSecurityGroup, UpdateUser, PutBucketPolicy (User
 * Guide, Impact:IAMUser/AnomalousBehavior); its retired finding on compute names RunInstances. ATT&CK T1485, T1486, T1490, T1496,
 * T1531, T1578.
 */

import type { TacticTable } from "./facts.ts";

export const IMPACT: TacticTable = {
  3: {
    s3: "DeleteBucket PutBucketPolicy PutBucketAcl PutBucketObjectLockConfiguration PutObjectLockConfiguration",
    kms: "ScheduleKeyDeletion DisableKey DeleteImportedKeyMaterial DeleteCustomKeyStore",
    rds: "DeleteDBInstance DeleteDBCluster DeleteDBSnapshot DeleteDBClusterSnapshot DeleteGlobalCluster DeleteDBInstanceAutomatedBackup",
    dynamodb: "DeleteTable DeleteBackup",
    backup:
      "DeleteBackupVault DeleteRecoveryPoint DeleteBackupPlan DeleteBackupVaultLockConfiguration DisassociateRecoveryPoint",
    elasticfilesystem: "DeleteFileSystem",
    redshift: "DeleteCluster DeleteClusterSnapshot",
    fsx: "DeleteFileSystem DeleteBackup",
    eks: "DeleteCluster",
    ec2: "TerminateInstances DeleteSnapshot DeleteVolume DeregisterImage ModifyReservedInstances PurchaseReservedInstancesOffering PurchaseHostReservation",
    cloudformation: "DeleteStack DeleteStackSet DeleteStackInstances",
    organizations: "CloseAccount DeleteOrganization RemoveAccountFromOrganization",
    route53: "DeleteHostedZone",
    route53domains:
      "TransferDomain TransferDomainToAnotherAwsAccount DisableDomainTransferLock DeleteDomain UpdateDomainNameservers",
    secretsmanager: "DeleteSecret",
    es: "DeleteDomain",
    lightsail: "DeleteInstance",
    glacier: "DeleteVault DeleteArchive",
    ecr: "DeleteRepository",
    sagemaker: "DeleteDomain",
  },
  2: {
    ec2: "RunInstances RequestSpotInstances RequestSpotFleet CreateFleet StopInstances DeleteSecurityGroup DeleteVpc DeleteSubnet DeleteRouteTable DeleteRoute DeleteInternetGateway DetachInternetGateway DeleteKeyPair DeleteNatGateway ReplaceRoute DeleteVpcEndpoints DisableFastLaunch AllocateHosts",
    iam: "UpdateUser UpdateGroup DeleteUser DeleteRole DeleteGroup DeletePolicy DeleteLoginProfile DeleteAccessKey DetachUserPolicy DetachRolePolicy DetachGroupPolicy DeleteUserPolicy DeleteRolePolicy DeleteGroupPolicy RemoveUserFromGroup RemoveRoleFromInstanceProfile DeleteInstanceProfile DeleteServiceLinkedRole DeleteAccountAlias CreateAccountAlias UpdateAccessKey DeleteSAMLProvider DeleteOpenIDConnectProvider",
    s3: "DeleteBucketPolicy DeleteBucketReplication DeleteBucketLifecycle DeleteBucketWebsite PutBucketCors PutBucketEncryption DeleteAccessPoint",
    kms: "CancelKeyDeletion UpdateKeyDescription UpdateAlias DeleteAlias",
    lambda: "DeleteFunction PutFunctionConcurrency RemovePermission DeleteFunctionConcurrency",
    rds: "StopDBInstance StopDBCluster RebootDBInstance DeleteDBSubnetGroup DeleteDBSecurityGroup FailoverDBCluster",
    ecs: "DeleteCluster DeleteService DeregisterTaskDefinition StopTask CreateCluster RunTask",
    eks: "DeleteNodegroup DeleteFargateProfile DeleteAccessEntry",
    autoscaling: "DeleteAutoScalingGroup UpdateAutoScalingGroup CreateAutoScalingGroup SetDesiredCapacity",
    elasticloadbalancing: "DeleteLoadBalancer DeleteListener DeleteTargetGroup",
    cloudfront: "DeleteDistribution UpdateDistribution",
    route53: "ChangeResourceRecordSets",
    sns: "DeleteTopic SetSMSAttributes Publish",
    sqs: "DeleteQueue SetQueueAttributes",
    ses: "DeleteIdentity DeleteEmailIdentity VerifyEmailIdentity VerifyDomainIdentity CreateEmailIdentity PutAccountDetails PutAccountSendingAttributes UpdateAccountSendingEnabled",
    servicequotas: "RequestServiceQuotaIncrease",
    bedrock:
      "InvokeModel InvokeModelWithResponseStream Converse ConverseStream CreateModelInvocationJob PutFoundationModelEntitlement PutUseCaseForModelAccess CreateFoundationModelAgreement CreateProvisionedModelThroughput",
    batch: "SubmitJob CreateComputeEnvironment",
    sagemaker: "CreateTrainingJob CreateProcessingJob DeleteEndpoint DeleteModel",
    organizations: "DeleteOrganizationalUnit MoveAccount",
    dynamodb: "UpdateContinuousBackups UpdateTable",
    logs: "DeleteDataProtectionPolicy",
    elasticmapreduce: "RunJobFlow TerminateJobFlows",
    gamelift: "CreateFleet",
    lightsail: "CreateInstances",
    amplify: "DeleteApp CreateApp",
    cloudformation: "UpdateStack UpdateStackSet",
    elasticbeanstalk: "TerminateEnvironment DeleteApplication",
    apigateway: "DeleteRestApi DeleteApi DeleteStage",
    "cognito-idp": "DeleteUserPool AdminDeleteUser",
    kafka: "DeleteCluster",
    kinesis: "DeleteStream",
    ssm: "DeleteParameter DeleteParameters DeleteDocument",
    workspaces: "CreateWorkspaces TerminateWorkspaces",
    elasticache: "DeleteCacheCluster DeleteReplicationGroup DeleteSnapshot",
    acm: "DeleteCertificate",
  },
};
