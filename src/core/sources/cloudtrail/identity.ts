/** `userIdentity` of a CloudTrail record → Identity. Source: AWS CloudTrail User Guide, "userIdentity element". */

import type { Identity, IdentityType } from "../../event.ts";
import { type CredentialHolder, IDENTITY_TYPES } from "../../event.ts";
import { booleanField, type JsonObject, objectField, stringField } from "../../json.ts";

const TYPES: ReadonlySet<string> = new Set(IDENTITY_TYPES);

/**
 * Profile name of callers that AWS has not verified (a failed sign-in may carry any user name): they share one
 * profile, or an attacker could make as many as he likes.
 */
const UNVERIFIED = "unverified";

type Names = { readonly principal: string; readonly userName: string };

export function toIdentity(raw: JsonObject | null): Identity {
  const session = objectField(raw, "sessionContext");
  const issuer = objectField(session, "sessionIssuer");
  const attributes = objectField(session, "attributes");
  const type = typeOf(raw);
  const arn = stringField(raw, "arn");
  const sessionName = type === "AssumedRole" ? sessionNameOf(arn, stringField(raw, "principalId")) : null;
  return {
    type,
    ...namesOf(type, raw, issuer),
    principalId: stringField(raw, "principalId"),
    arn,
    accountId: stringField(raw, "accountId"),
    accessKeyId: stringField(raw, "accessKeyId"),
    sessionName,
    sessionIssuerArn: stringField(issuer, "arn"),
    mfaAuthenticated: booleanField(attributes, "mfaAuthenticated"),
    invokedBy: stringField(raw, "invokedBy"),
    issuedTo: sessionName === null ? null : holderOf(raw, session, sessionName),
    assumedRoot: booleanField(session, "assumedRoot") === true,
  };
}

/** `inScopeOf.issuerType`: whom the service made the credentials for. */
const ISSUERS: Readonly<Record<string, CredentialHolder>> = {
  "AWS::EC2::Instance": "ec2",
  "AWS::Lambda::Function": "lambda",
  "AWS::ECS::Task": "ecs",
};
/** EC2 names the session after the instance, ECS after the task. */
const INSTANCE_ID = /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;
const TASK_ID = /^[0-9a-f]{32}$/;

/** By what AWS wrote, else by the session's name, which whoever assumes a role chooses: a claim, but only his own. */
function holderOf(raw: JsonObject | null, session: JsonObject | null, sessionName: string): CredentialHolder | null {
  const issuer = ISSUERS[stringField(objectField(raw, "inScopeOf"), "issuerType") ?? ""];
  if (issuer !== undefined) return issuer;
  if (INSTANCE_ID.test(sessionName) || stringField(session, "ec2RoleDelivery") !== null) return "ec2";
  return TASK_ID.test(sessionName) ? "ecs" : null;
}

function typeOf(raw: JsonObject | null): IdentityType {
  const type = stringField(raw, "type");
  if (type === null) return stringField(raw, "invokedBy") === null ? "None" : "AWSService";
  return TYPES.has(type) ? (type as IdentityType) : "Unknown";
}

function namesOf(type: IdentityType, raw: JsonObject | null, issuer: JsonObject | null): Names {
  const arn = stringField(raw, "arn");
  const principalId = stringField(raw, "principalId");
  const userName = stringField(raw, "userName");
  switch (type) {
    case "Root":
      return { principal: "root", userName: "Root" };
    case "IAMUser":
      return iamUser(arn, principalId, userName);
    case "AssumedRole":
    case "Role":
    case "FederatedUser":
      return session(arn, principalId, userName, issuer);
    case "AWSAccount": {
      const account = stringField(raw, "accountId") ?? principalId ?? "unknown";
      return { principal: `account/${account}`, userName: account };
    }
    case "AWSService": {
      const service = stringField(raw, "invokedBy") ?? principalId ?? "unknown";
      return { principal: `service/${service}`, userName: service };
    }
    case "IdentityCenterUser": {
      const user = stringField(objectField(raw, "onBehalfOf"), "userId") ?? principalId ?? "unknown";
      return { principal: `identity-center/${user}`, userName: userName ?? user };
    }
    case "SAMLUser":
    case "WebIdentityUser": {
      const provider = stringField(raw, "identityProvider") ?? "unknown";
      return {
        principal: `federated/${provider}/${userName ?? principalId ?? "unknown"}`,
        userName: userName ?? "unknown",
      };
    }
    case "Directory":
    case "Unknown":
    case "None":
      return { principal: UNVERIFIED, userName: userName ?? principalId ?? "unknown" };
  }
}

/** An IAM user without id or ARN is a claim, as in a failed sign-in. */
function iamUser(arn: string | null, principalId: string | null, userName: string | null): Names {
  const name = userName ?? arn?.slice(arn.lastIndexOf("/") + 1) ?? principalId ?? "unknown";
  if (arn !== null) return { principal: arn, userName: name };
  return { principal: principalId === null ? UNVERIFIED : `user/${principalId}`, userName: name };
}

/** The role (or federating user) behind a session, from its issuer, else from the session's own ARN or id. */
function session(
  arn: string | null,
  principalId: string | null,
  userName: string | null,
  issuer: JsonObject | null,
): Names {
  const issuerArn = stringField(issuer, "arn");
  const issuerName = stringField(issuer, "userName");
  if (issuerArn !== null && issuerName !== null) return { principal: issuerArn, userName: issuerName };
  const named = arn === null ? null : namedBy(arn);
  const id = principalId?.split(":")[0] || null;
  const name = issuerName ?? userName ?? named?.name ?? id ?? "unknown";
  if (issuerArn !== null) return { principal: issuerArn, userName: name };
  if (named !== null) return { principal: named.principal, userName: name };
  return { principal: id === null ? UNVERIFIED : `role-id/${id}`, userName: name };
}

/** "assumed-role/NAME/SESSION" → the role; "role/PATH/NAME" → itself, as its sessions name it; "federated-user/NAME". */
function namedBy(arn: string): { readonly principal: string; readonly name: string } | null {
  if (!arn.startsWith("arn:")) return null;
  const resource = arn.split(":").slice(5).join(":");
  const [kind, first] = resource.split("/", 2);
  if (!first) return null;
  if (kind === "assumed-role") return { principal: `role/${first}`, name: first };
  if (kind === "role") return { principal: arn, name: resource.slice(resource.lastIndexOf("/") + 1) };
  return kind === "federated-user" ? { principal: `federated-user/${first}`, name: first } : null;
}

function sessionNameOf(arn: string | null, principalId: string | null): string | null {
  if (arn?.includes(":assumed-role/")) return arn.slice(arn.lastIndexOf("/") + 1) || null;
  const colon = principalId?.indexOf(":") ?? -1;
  return colon < 0 ? null : principalId?.slice(colon + 1) || null;
}
