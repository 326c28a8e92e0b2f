/**
 * Reading passwords, secrets and keys. GuardDuty's list: GetPasswordData, GetSecretValue, BatchGetSecretValue,
 * GenerateDbAuthToken (User Guide, CredentialAccess:IAMUser/AnomalousBehavior); ATT&CK T1552, T1555.006, T1528.
 */

import type { TacticTable } from "./facts.ts";

export const CREDENTIAL_ACCESS: TacticTable = {
  3: {
    ec2: "GetPasswordData",
    secretsmanager: "BatchGetSecretValue",
    lightsail: "DownloadDefaultKeyPair GetInstanceAccessDetails GetRelationalDatabaseMasterUserPassword",
    iam: "CreateServiceSpecificCredential ResetServiceSpecificCredential",
    acm: "ExportCertificate",
    transfer: "ImportSshPublicKey",
  },
  2: {
    secretsmanager: "GetSecretValue",
    rds: "GenerateDbAuthToken",
    redshift: "GetClusterCredentials GetClusterCredentialsWithIAM",
    "redshift-serverless": "GetCredentials",
    ssm: "GetParametersByPath",
    "cognito-identity": "GetCredentialsForIdentity GetOpenIdToken GetOpenIdTokenForDeveloperIdentity",
    gamelift: "GetInstanceAccess GetComputeAccess",
    codecommit: "GetFile",
    iam: "GetServiceLastAccessedDetailsWithEntities",
    apigateway: "GetApiKey GetApiKeys",
    appsync: "ListApiKeys",
  },
  1: {
    ssm: "GetParameter GetParameters GetParameterHistory",
    kms: "GetParametersForImport",
    "payment-cryptography": "ExportKey",
  },
};
