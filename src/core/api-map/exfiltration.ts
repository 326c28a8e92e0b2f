/**
 * Moving data out of the account. GuardDuty names PutBucketReplication, CreateSnapshot, RestoreDBInstanceFromDBSnapshot
 * (User Guide, Exfiltration:IAMUser/AnomalousBehavior); ATT&CK T1537, T1530, T1567.
 */

import type { TacticTable } from "./facts.ts";

export const EXFILTRATION: TacticTable = {
  3: {
    ec2: "ModifySnapshotAttribute ModifyImageAttribute CreateInstanceExportTask ExportImage CreateStoreImageTask CreateTrafficMirrorSession ModifyFpgaImageAttribute",
    rds: "ModifyDBSnapshotAttribute ModifyDBClusterSnapshotAttribute StartExportTask RestoreDBInstanceFromDBSnapshot RestoreDBInstanceFromS3",
    s3: "PutBucketReplication CreateMultiRegionAccessPoint CreateJob",
    redshift: "AuthorizeSnapshotAccess AuthorizeDataShare AuthorizeEndpointAccess",
    "redshift-serverless": "PutResourcePolicy",
    dynamodb: "ExportTableToPointInTime",
    ram: "CreateResourceShare AssociateResourceShare",
    backup: "PutBackupVaultAccessPolicy StartCopyJob",
    workspaces: "UpdateWorkspaceImagePermission",
    elasticache: "CopyServerlessCacheSnapshot ExportServerlessCacheSnapshot",
  },
  2: {
    ec2: "CreateSnapshot CreateSnapshots CopySnapshot CopyImage CreateImage CreateTrafficMirrorTarget CreateTrafficMirrorFilter CreateVpcPeeringConnection AcceptVpcPeeringConnection DisableImageDeregistrationProtection CreateRestoreImageTask",
    rds: "CreateDBSnapshot CreateDBClusterSnapshot CopyDBSnapshot CopyDBClusterSnapshot RestoreDBInstanceToPointInTime RestoreDBClusterFromSnapshot RestoreDBClusterToPointInTime CreateDBInstanceReadReplica ModifyDBInstance ModifyDBCluster EnableHttpEndpoint",
    redshift:
      "CopyClusterSnapshot CreateClusterSnapshot RestoreFromClusterSnapshot EnableSnapshotCopy CreateSnapshotCopyGrant",
    dynamodb: "CreateBackup RestoreTableFromBackup RestoreTableToPointInTime CreateGlobalTable PutResourcePolicy",
    datasync: "CreateTask StartTaskExecution CreateLocationS3 CreateAgent",
    transfer: "CreateServer CreateUser CreateConnector",
    elasticache: "CopySnapshot CreateSnapshot",
    glacier: "InitiateJob SetVaultAccessPolicy",
    s3: "PutBucketWebsite PutBucketInventoryConfiguration PutBucketAccelerateConfiguration CreateAccessPoint PutAccessPointPolicy",
    ses: "SendEmail SendRawEmail SendBulkEmail",
    athena: "StartQueryExecution",
    codecommit: "GetBlob",
    sagemaker: "CreatePresignedNotebookInstanceUrl CreatePresignedDomainUrl",
    dms: "CreateReplicationTask StartReplicationTask CreateEndpoint",
    appflow: "CreateFlow StartFlow",
    firehose: "CreateDeliveryStream UpdateDestination",
    logs: "CreateExportTask PutSubscriptionFilter PutDestination",
    quicksight: "CreateDataSource",
    ssm: "ModifyDocumentPermission",
    storagegateway: "CreateNFSFileShare CreateSMBFileShare",
    fsx: "CopyBackup CreateBackup",
    ebs: "GetSnapshotBlock ListSnapshotBlocks",
  },
};
