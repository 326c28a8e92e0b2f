/** `userIdentity` of each kind of caller. Source: CloudTrail User Guide, userIdentity element. */

import { isoSecond } from "../clock.ts";

export type Session = {
  readonly accountId: string;
  readonly role: string;
  readonly roleId: string;
  readonly session: string;
  readonly keyId: string;
  readonly sinceMs: number;
  readonly mfa?: boolean;
  /** Path of the role: "/aws-reserved/sso.amazonaws.com/eu-west-1/". */
  readonly path?: string;
  readonly fromInstance?: boolean;
  readonly inScopeOf?: object;
  readonly invokedBy?: string;
};

export function roleSession(about: Session): object {
  return {
    type: "AssumedRole",
    principalId: `AROA${about.roleId}:${about.session}`,
    arn: `arn:aws:sts::${about.accountId}:assumed-role/${about.role}/${about.session}`,
    accountId: about.accountId,
    accessKeyId: `ASIA${about.keyId}`,
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        principalId: `AROA${about.roleId}`,
        arn: `arn:aws:iam::${about.accountId}:role${about.path ?? "/"}${about.role}`,
        accountId: about.accountId,
        userName: about.role,
      },
      webIdFederationData: {},
      attributes: { creationDate: isoSecond(about.sinceMs), mfaAuthenticated: String(about.mfa ?? false) },
      ...(about.fromInstance === true ? { ec2RoleDelivery: "2.0" } : {}),
    },
    ...(about.inScopeOf === undefined ? {} : { inScopeOf: about.inScopeOf }),
    ...(about.invokedBy === undefined ? {} : { invokedBy: about.invokedBy }),
  };
}

export function iamUser(accountId: string, name: string, userId: string, keyId: string): object {
  return {
    type: "IAMUser",
    principalId: `AIDA${userId}`,
    arn: `arn:aws:iam::${accountId}:user/${name}`,
    accountId,
    accessKeyId: `AKIA${keyId}`,
    userName: name,
  };
}

/** The same user in the console: a temporary key, and a session that may have MFA. */
export function consoleUser(accountId: string, name: string, userId: string, sinceMs: number, keyId: string): object {
  return {
    ...iamUser(accountId, name, userId, ""),
    accessKeyId: `ASIA${keyId}`,
    sessionContext: { attributes: { creationDate: isoSecond(sinceMs), mfaAuthenticated: "true" } },
  };
}

export function root(accountId: string): object {
  return {
    type: "Root",
    principalId: accountId,
    arn: `arn:aws:iam::${accountId}:root`,
    accountId,
    accessKeyId: "",
  };
}

export function service(name: string): object {
  return { type: "AWSService", invokedBy: `${name}.amazonaws.com` };
}

export function otherAccount(accountId: string, principalId: string): object {
  return { type: "AWSAccount", principalId, accountId };
}
