/** The synthetic organisation: accounts, Regions, people, roles and machines. */

import { type Site, SITES, addressIn, awsAddress, type Network } from "./addresses.ts";
import type { FlowShape } from "./hosts/flow-writer.ts";
import { Random } from "./random.ts";

export type Options = {
  readonly seed: number;
  readonly days: number;
  readonly accounts: number;
  readonly principals: number;
  readonly hosts: number;
  readonly flow: FlowShape;
};

export const JOBS = ["developer", "operator", "analyst", "security"] as const;
export type Job = (typeof JOBS)[number];

export type Human = {
  readonly index: number;
  readonly name: string;
  readonly job: Job;
  readonly accountId: string;
  readonly region: string;
  readonly site: Site;
  readonly home: Network;
  readonly homeIp: string;
  readonly officeIp: string;
  /** An IAM user has keys of its own; the others come through IAM Identity Center. */
  readonly isIamUser: boolean;
  readonly userId: string;
  readonly accessKeyId: string;
  readonly browser: string;
  readonly cli: string;
  /** First day of work; 0 for those who were there before. */
  readonly firstDay: number;
};

export type Workload = {
  readonly name: string;
  readonly kind: "ec2" | "lambda" | "ecs";
  readonly accountId: string;
  readonly region: string;
  readonly roleId: string;
  /** Calls that it makes over and over, "service:Api". */
  readonly calls: readonly string[];
  readonly agent: string;
  readonly egressIp: string;
  /** Goes out through a NAT gateway, whose address is not the instance's. */
  readonly isBehindNat: boolean;
  /** Of the account: some calls pass it and show a private address. */
  readonly vpcEndpointId: string;
  readonly instanceId: string;
};

export type Pipeline = {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly roleId: string;
  readonly agent: string;
  readonly perDay: number;
  readonly firstDay: number;
};

export type Account = {
  readonly id: string;
  readonly name: string;
  readonly vpcId: string;
  readonly rootEmail: string;
};

export type Organization = {
  readonly options: Options;
  readonly regions: readonly string[];
  readonly accounts: readonly Account[];
  readonly humans: readonly Human[];
  readonly workloads: readonly Workload[];
  readonly pipelines: readonly Pipeline[];
};

export const REGIONS = ["eu-west-1", "us-east-1", "eu-central-1"] as const;

const FIRST =
  "ada bob chen dara emil fay gus hana ivo joy kai lea max nia omar pia quin ravi sara tom uma vic wen xia yan zoe".split(
    " ",
  );
const LAST =
  "ames brandt cole diaz evans fischer gupta hill ito jones klein lopez meyer novak okoro patel reed singh".split(" ");
const BROWSERS = [
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
  "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
];
const CLIS = [
  "aws-cli/2.30.1 md/awscrt#0.27.6 ua/2.1 os/macos#24.6.0 md/arch#arm64 lang/python#3.13.7 md/pyimpl#CPython",
  "aws-cli/2.28.4 md/awscrt#0.27.6 ua/2.1 os/linux#6.8.0-84-generic md/arch#x86_64 lang/python#3.13.4 md/pyimpl#CPython",
  "aws-cli/2.29.0 md/awscrt#0.27.6 ua/2.1 os/windows#11 md/arch#amd64 lang/python#3.13.6 md/pyimpl#CPython",
];
const BOTO =
  "Boto3/1.40.1 md/Botocore#1.40.1 ua/2.1 os/linux#6.1.141 md/arch#x86_64 lang/python#3.12.4 Botocore/1.40.1";
const JAVA =
  "aws-sdk-java/2.32.14 md/io#sync ua/2.1 os/Linux#6.1.141 lang/java#21.0.8 md/OpenJDK_64-Bit_Server_VM#21.0.8";
const GO = "aws-sdk-go-v2/1.38.1 ua/2.1 os/linux lang/go#1.25.0 md/GOOS#linux md/GOARCH#amd64";
const NODE = "aws-sdk-js/3.901.0 ua/2.1 os/linux#5.10.245 lang/js md/nodejs#22.18.0 api/dynamodb#3.901.0";
export const TERRAFORM =
  "APN/1.0 HashiCorp/1.0 Terraform/1.13.1 (+https://www.terraform.io) terraform-provider-aws/6.9.0 aws-sdk-go-v2/1.38.1 os/linux";

/** What each kind of program calls, most often first. */
const PROGRAMS: readonly {
  readonly kind: Workload["kind"];
  readonly name: string;
  readonly agent: string;
  readonly calls: string;
}[] = [
  {
    kind: "ec2",
    name: "web-api",
    agent: JAVA,
    calls:
      "kms:Decrypt secretsmanager:GetSecretValue ssm:GetParameters sqs:GetQueueUrl dynamodb:DescribeTable ssm:UpdateInstanceInformation",
  },
  {
    kind: "lambda",
    name: "order-events",
    agent: NODE,
    calls: "kms:Decrypt ssm:GetParameter secretsmanager:GetSecretValue",
  },
  {
    kind: "ecs",
    name: "billing",
    agent: GO,
    calls: "kms:GenerateDataKey secretsmanager:GetSecretValue sns:ListTopics sqs:GetQueueAttributes",
  },
  {
    kind: "ec2",
    name: "batch-worker",
    agent: BOTO,
    calls:
      "kms:GenerateDataKey ec2:DescribeInstances s3:ListBuckets ssm:UpdateInstanceInformation cloudwatch:GetMetricData",
  },
  {
    kind: "ecs",
    name: "catalog",
    agent: JAVA,
    calls: "kms:Decrypt ssm:GetParametersByPath secretsmanager:GetSecretValue",
  },
  { kind: "lambda", name: "image-resize", agent: BOTO, calls: "kms:Decrypt s3:GetBucketLocation logs:CreateLogStream" },
  {
    kind: "ec2",
    name: "bastion",
    agent: CLIS[1] ?? "",
    calls: "ec2:DescribeInstances ssm:UpdateInstanceInformation ssm:ListInstanceAssociations",
  },
  { kind: "lambda", name: "cost-report", agent: BOTO, calls: "ce:GetCostAndUsage organizations:ListAccounts" },
];

export function buildOrganization(options: Options): Organization {
  const accounts = Array.from({ length: options.accounts }, (_, at): Account => {
    const random = new Random(options.seed, `account ${at}`);
    return {
      id: String(200_000_000_000 + random.below(799_999_999) * 1_000 + at),
      name: ["production", "staging", "data", "shared", "sandbox"][at % 5] ?? "account",
      vpcId: `vpc-0${random.hex(16)}`,
      rootEmail: `aws-${at}@example.com`,
    };
  });
  const people = Math.max(2, Math.round(options.principals * 0.5));
  const pipelineCount = Math.max(1, Math.round(options.principals * 0.1));
  const workloadCount = Math.max(3, options.principals - people - pipelineCount);
  return {
    options,
    regions: REGIONS,
    accounts,
    humans: Array.from({ length: people }, (_, at) => human(at, options, accounts)),
    pipelines: Array.from({ length: pipelineCount }, (_, at) => pipeline(at, options, accounts)),
    workloads: Array.from({ length: workloadCount }, (_, at) => workload(at, options, accounts)),
  };
}

/** Accounts by turns, so that each has some of every kind. */
export function accountAt(accounts: readonly Account[], at: number): Account {
  const account = accounts[at % accounts.length];
  if (account === undefined) throw new Error("an organisation has at least one account");
  return account;
}

function human(at: number, options: Options, accounts: readonly Account[]): Human {
  const random = new Random(options.seed, `human ${at}`);
  const site = SITES[at % SITES.length] ?? random.pick(SITES);
  const home = random.pick(site.homes);
  const office = new Random(options.seed, `office ${site.city}`);
  return {
    index: at,
    name: `${FIRST[at % FIRST.length]}.${LAST[(at * 7 + Math.floor(at / FIRST.length)) % LAST.length]}`,
    job: JOBS[(at * 3 + Math.floor(at / JOBS.length)) % JOBS.length] ?? "developer",
    accountId: accountAt(accounts, at).id,
    region: random.pickEarly(REGIONS),
    site,
    home,
    homeIp: addressIn(home, random),
    officeIp: addressIn(site.office, office),
    isIamUser: at % 3 === 0,
    userId: random.id(17),
    accessKeyId: random.id(16),
    browser: random.pick(BROWSERS),
    cli: random.pick(CLIS),
    firstDay: 0,
  };
}

function pipeline(at: number, options: Options, accounts: readonly Account[]): Pipeline {
  const random = new Random(options.seed, `pipeline ${at}`);
  return {
    name: `deploy-${["shop", "billing", "data", "platform", "edge"][at % 5]}-${at}`,
    accountId: accountAt(accounts, at).id,
    region: REGIONS[at % 2] ?? "us-east-1",
    roleId: random.id(17),
    agent: at % 2 === 0 ? TERRAFORM : (CLIS[1] ?? ""),
    perDay: random.between(3, 9),
    firstDay: 0,
  };
}

function workload(at: number, options: Options, accounts: readonly Account[]): Workload {
  const random = new Random(options.seed, `workload ${at}`);
  const program = PROGRAMS[at % PROGRAMS.length];
  if (program === undefined) throw new Error("no program");
  const region = REGIONS[at % 2] ?? "us-east-1";
  return {
    name: `${program.name}-${at}`,
    kind: program.kind,
    accountId: accountAt(accounts, at).id,
    region,
    roleId: random.id(17),
    calls: program.calls.split(" ").map((call) => call.replace("cloudwatch:", "monitoring:")),
    agent: program.agent,
    egressIp: awsAddress(region, random),
    isBehindNat: at % 2 === 1,
    vpcEndpointId: `vpce-0${new Random(options.seed, `endpoint ${at % accounts.length}`).hex(16)}`,
    instanceId: `i-0${random.hex(16)}`,
  };
}
