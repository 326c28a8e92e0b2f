/** A synthetic CloudTrail object: sizes and mix of a busy account's, the same bytes for the same seed. */

import { gzipSync } from "node:zlib";
import { type Api, APIS, hex, type Random, requestOf, responseOf } from "./cloudtrail-bodies.ts";
import { seededRandom } from "./flow-data.ts";

const ACCOUNT = "123456789012";
export const START_MS = Date.UTC(2026, 10, 24, 9);
const WINDOW_SECONDS = 600;

const ROLES = 14;
const USERS = 5;
/** With ROLES and USERS, 20 principals: the last is a service. */
const PRINCIPALS = ROLES + USERS + 1;
/** Sessions of one role in one object: deploy jobs and pods come and go. */
const SESSIONS = 12;

const AGENTS = [
  "aws-cli/2.30.1 md/awscrt#0.27.6 ua/2.1 os/linux#6.8.0-1024-aws md/arch#x86_64 lang/python#3.13.7 cfg/retry-mode#standard",
  "Boto3/1.40.1 md/Botocore#1.40.1 ua/2.1 os/linux#5.10.240 md/arch#x86_64 lang/python#3.12.4 md/pyimpl#CPython Botocore/1.40.1",
  "aws-sdk-go-v2/1.38.1 ua/2.1 os/linux lang/go#1.25.0 md/GOOS#linux md/GOARCH#amd64 api/ec2#1.246.0 m/E,g",
  "APN/1.0 HashiCorp/1.0 Terraform/1.13.1 (+https://www.terraform.io) terraform-provider-aws/6.9.0 aws-sdk-go-v2/1.38.1",
  "aws-sdk-java/2.32.14 md/io#async md/http#NettyNio ua/2.1 os/Linux#6.1.141 lang/java#21.0.8 md/OpenJDK_64-Bit_Server_VM#21.0.8",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
  "console.amazonaws.com",
];

/** `{"Records":[…]}` of about 1.5 KB a record, in gzip. `startMs`: of the ten minutes that it is of. */
export function cloudtrailObject(records: number, seed = 1, startMs = START_MS): Uint8Array {
  const random = seededRandom(seed);
  const parts = Array.from({ length: records }, () => JSON.stringify(recordOf(random, startMs)));
  return gzipSync(`{"Records":[${parts.join(",")}]}`);
}

function recordOf(random: Random, startMs: number): object {
  const principal = Math.min(random(PRINCIPALS), random(PRINCIPALS));
  const api = apiOf(random);
  const byService = principal === PRINCIPALS - 1;
  return {
    eventVersion: "1.11",
    userIdentity: identityOf(principal, random),
    eventTime: `${new Date(startMs + random(WINDOW_SECONDS) * 1000).toISOString().slice(0, 19)}Z`,
    eventSource: `${api.service}.amazonaws.com`,
    eventName: api.name,
    awsRegion: "us-east-1",
    sourceIPAddress: byService ? "autoscaling.amazonaws.com" : `198.51.100.${(principal * 13 + random(5)) % 256}`,
    userAgent: byService ? "autoscaling.amazonaws.com" : (AGENTS[(principal + random(2)) % AGENTS.length] ?? ""),
    ...(random(25) === 0 ? errorOf(api, random) : {}),
    requestParameters: requestOf(api, random),
    responseElements: responseOf(api, random),
    requestID: uuid(random),
    eventID: uuid(random),
    readOnly: !api.write,
    ...(api.service === "kms"
      ? { resources: [{ accountId: ACCOUNT, type: "AWS::KMS::Key", ARN: keyArn(random) }] }
      : {}),
    eventType: api.name === "ConsoleLogin" ? "AwsConsoleSignIn" : "AwsApiCall",
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: "Management",
    tlsDetails: {
      tlsVersion: "TLSv1.3",
      cipherSuite: "TLS_AES_128_GCM_SHA256",
      clientProvidedHostHeader: `${api.service}.us-east-1.amazonaws.com`,
    },
  };
}

/** Reads are four in five, and the smaller of two draws makes some of them common. */
function apiOf(random: Random): Api {
  const firstWrite = APIS.findIndex(({ write }) => write);
  const at =
    random(5) === 0 ? firstWrite + random(APIS.length - firstWrite) : Math.min(random(firstWrite), random(firstWrite));
  return APIS[at] as Api;
}

function identityOf(principal: number, random: Random): object {
  if (principal === PRINCIPALS - 1) return { type: "AWSService", invokedBy: "autoscaling.amazonaws.com" };
  return principal < ROLES ? roleSession(principal, random(SESSIONS)) : user(principal);
}

function roleSession(principal: number, session: number): object {
  const name = `shop-backend-role-${principal}`;
  const id = `AROAEXAMPLE${String(principal).padStart(10, "0")}`;
  const number = String(principal * SESSIONS + session).padStart(4, "0");
  return {
    type: "AssumedRole",
    principalId: `${id}:i-0abcdef01234${number}`,
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/i-0abcdef01234${number}`,
    accountId: ACCOUNT,
    accessKeyId: `ASIAEXAMPLEKEYS0${number}`,
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        principalId: id,
        arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
        accountId: ACCOUNT,
        userName: name,
      },
      webIdFederationData: {},
      attributes: { creationDate: "2026-11-24T08:00:00Z", mfaAuthenticated: "false" },
    },
  };
}

function user(principal: number): object {
  return {
    type: "IAMUser",
    principalId: `AIDAEXAMPLE${String(principal).padStart(10, "0")}`,
    arn: `arn:aws:iam::${ACCOUNT}:user/engineers/engineer-${principal}`,
    accountId: ACCOUNT,
    accessKeyId: `AKIAEXAMPLEKEYS0${String(principal).padStart(4, "0")}`,
    userName: `engineer-${principal}`,
  };
}

function errorOf(api: Api, random: Random): object {
  const message = `User is not authorized to perform: ${api.service}:${api.name} on resource: ${keyArn(random)}`;
  return { errorCode: random(2) === 0 ? "AccessDenied" : "Client.UnauthorizedOperation", errorMessage: message };
}

function keyArn(random: Random): string {
  return `arn:aws:kms:us-east-1:${ACCOUNT}:key/${uuid(random)}`;
}

function uuid(random: Random): string {
  const digits = hex(random, 30);
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(12, 15)}-8${digits.slice(15, 18)}-${digits.slice(18)}`;
}
