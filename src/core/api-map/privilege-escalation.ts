/**
 * Changing policies, roles and users, and having a role of one's choice run code. GuardDuty names
 * AssociateIamInstanceProfile, AddUserToGroup, PutUserPolicy (User Guide, PrivilegeEscalation:IAMUser/AnomalousBehavior);
 * ATT&CK T1098.003, T1548.005, T1651.
 */

import type { TacticTable } from "./facts.ts";

export const PRIVILEGE_ESCALATION: TacticTable = {
  3: {
    iam: "PutUserPolicy PutGroupPolicy PutRolePolicy AttachUserPolicy AttachGroupPolicy AttachRolePolicy CreatePolicyVersion SetDefaultPolicyVersion AddUserToGroup UpdateAssumeRolePolicy PutUserPermissionsBoundary PutRolePermissionsBoundary AddRoleToInstanceProfile",
    ec2: "AssociateIamInstanceProfile ReplaceIamInstanceProfileAssociation",
    sso: "AttachManagedPolicyToPermissionSet PutInlinePolicyToPermissionSet AttachCustomerManagedPolicyReferenceToPermissionSet CreateAccountAssignment PutPermissionsBoundaryToPermissionSet DeletePermissionsBoundaryFromPermissionSet",
    ssm: "SendCommand StartAutomationExecution",
    organizations: "EnableAWSServiceAccess",
    lakeformation: "GrantPermissions PutDataLakeSettings BatchGrantPermissions",
    "cognito-idp": "AdminAddUserToGroup",
  },
  2: {
    sso: "CreatePermissionSet ProvisionPermissionSet UpdatePermissionSet",
    organizations: "AttachPolicy UpdatePolicy CreatePolicy",
    iam: "UpdateRole UpdateRoleDescription",
    rds: "AddRoleToDBInstance AddRoleToDBCluster",
    cloudformation: "CreateStack CreateStackSet CreateStackInstances CreateChangeSet ExecuteChangeSet SetStackPolicy",
    datapipeline: "CreatePipeline PutPipelineDefinition",
    glue: "CreateJob UpdateJob CreateSession",
    sagemaker: "CreateNotebookInstance UpdateNotebookInstance",
    eks: "CreatePodIdentityAssociation AssociateIdentityProviderConfig UpdatePodIdentityAssociation",
    redshift: "ModifyClusterIamRoles",
    states: "StartExecution",
    elasticmapreduce: "AddJobFlowSteps",
    elasticbeanstalk: "CreateEnvironment UpdateEnvironment",
  },
};
