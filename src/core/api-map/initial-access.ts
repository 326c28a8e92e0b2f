/**
 * Getting a token, a session, a way in. GuardDuty names StartSession and GetAuthorizationToken (User Guide,
 * InitialAccess:IAMUser/AnomalousBehavior); ATT&CK T1078.004, T1021.007, T1550.001.
 */

import type { TacticTable } from "./facts.ts";

export const INITIAL_ACCESS: TacticTable = {
  3: {
    "ec2-instance-connect": "SendSSHPublicKey SendSerialConsoleSSHPublicKey OpenTunnel",
    sts: "GetFederationToken AssumeRoot",
    signin: "PasswordRecoveryRequested PasswordRecoveryCompleted PasswordUpdated EmailUpdated",
    cloudshell: "PutCredentials",
  },
  2: {
    ssm: "StartSession ResumeSession GetConnectionStatus",
    ecr: "GetAuthorizationToken",
    "ecr-public": "GetAuthorizationToken",
    codeartifact: "GetAuthorizationToken",
    signin: "ConsoleLogin GetSigninToken SwitchRole",
    sts: "GetSessionToken",
    ecs: "ExecuteCommand",
    cloudshell: "CreateEnvironment CreateSession",
    "sso-oauth": "CreateToken CreateTokenWithIAM StartDeviceAuthorization",
    cloud9: "CreateEnvironmentEC2 CreateEnvironmentMembership",
  },
  1: {
    sts: "AssumeRole AssumeRoleWithSAML AssumeRoleWithWebIdentity",
    awsssoportal: "GetRoleCredentials",
  },
};
