/** What people of each job call, oftenest first, and what they try without the right to. */

import type { Job } from "../organization.ts";

type Habit = {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly denied: readonly string[];
};

function habit(reads: string, writes: string, denied: string): Habit {
  return { reads: reads.split(" "), writes: writes.split(" "), denied: denied.split(" ") };
}

export const HABITS: Readonly<Record<Job, Habit>> = {
  developer: habit(
    "logs:FilterLogEvents ecs:DescribeServices lambda:GetFunction20150331v2 logs:DescribeLogGroups ecs:ListTasks ecs:DescribeTasks monitoring:GetMetricData dynamodb:DescribeTable logs:GetLogEvents cloudformation:DescribeStacks sqs:GetQueueAttributes s3:ListBuckets s3:GetBucketLocation ecr:DescribeRepositories states:ListExecutions xray:GetTraceSummaries lambda:ListFunctions20150331 dynamodb:ListTables sts:GetCallerIdentity",
    "lambda:UpdateFunctionCode20150331v2 ecs:UpdateService ssm:StartSession ecr:GetAuthorizationToken sqs:PurgeQueue logs:StartQuery",
    "iam:ListUsers secretsmanager:GetSecretValue ec2:DescribeInstances",
  ),
  operator: habit(
    "ec2:DescribeInstances ec2:DescribeSecurityGroups monitoring:DescribeAlarms ec2:DescribeVolumes rds:DescribeDBInstances ec2:DescribeSubnets autoscaling:DescribeAutoScalingGroups elasticloadbalancing:DescribeTargetHealth ec2:DescribeVpcs ssm:DescribeInstanceInformation rds:DescribeDBClusters cloudformation:DescribeStackEvents ec2:DescribeSnapshots route53:ListResourceRecordSets eks:DescribeCluster iam:GetRole acm:ListCertificates backup:ListBackupJobs sts:GetCallerIdentity",
    "ec2:CreateTags ssm:StartSession ec2:StartInstances ec2:StopInstances autoscaling:SetDesiredCapacity ec2:AuthorizeSecurityGroupIngress rds:CreateDBSnapshot route53:ChangeResourceRecordSets ec2:CreateSnapshot",
    "organizations:ListAccounts iam:CreateUser",
  ),
  analyst: habit(
    "athena:GetQueryExecution athena:GetQueryResults glue:GetTables athena:ListWorkGroups glue:GetDatabases s3:ListBuckets s3:GetBucketLocation ce:GetCostAndUsage quicksight:DescribeDashboard redshift:DescribeClusters glue:GetTable",
    "athena:StartQueryExecution redshift-data:ExecuteStatement glue:StartJobRun",
    "s3:GetBucketPolicy kms:ListKeys",
  ),
  security: habit(
    "guardduty:ListFindings guardduty:GetFindings securityhub:GetFindings iam:ListUsers iam:GetAccountSummary cloudtrail:LookupEvents iam:ListRoles iam:ListAccessKeys config:DescribeConfigRules s3:GetBucketPolicy s3:GetBucketAcl iam:GetAccountAuthorizationDetails access-analyzer:ListFindings iam:ListAttachedRolePolicies iam:GetCredentialReport kms:ListKeys inspector2:ListFindings organizations:ListAccounts cloudtrail:DescribeTrails",
    "securityhub:BatchUpdateFindings iam:GenerateCredentialReport guardduty:ArchiveFindings iam:UpdateAccessKey iam:DetachUserPolicy",
    "organizations:DescribePolicy ec2:StopInstances",
  ),
};
