/** Every detector, in order. Adding one = one file + one line here + one mirrored test. */

import type { CallDetector } from "./detector.ts";
import { anomalousCredentialAccess } from "./detectors/cloudtrail/credential-access-iamuser-anomalous-behavior.ts";
import { anomalousDefenseEvasion } from "./detectors/cloudtrail/defense-evasion-iamuser-anomalous-behavior.ts";
import { anomalousDiscovery } from "./detectors/cloudtrail/discovery-iamuser-anomalous-behavior.ts";
import { anomalousExfiltration } from "./detectors/cloudtrail/exfiltration-iamuser-anomalous-behavior.ts";
import { anomalousImpact } from "./detectors/cloudtrail/impact-iamuser-anomalous-behavior.ts";
import { anomalousInitialAccess } from "./detectors/cloudtrail/initial-access-iamuser-anomalous-behavior.ts";
import { anomalousPersistence } from "./detectors/cloudtrail/persistence-iamuser-anomalous-behavior.ts";
import { anomalousPrivilegeEscalation } from "./detectors/cloudtrail/privilege-escalation-iamuser-anomalous-behavior.ts";
import { compromisedCredentials } from "./detectors/cloudtrail/credential-access-iamuser-compromised-credentials.ts";
import { compromisedCredentialsSequence } from "./detectors/cloudtrail/attack-sequence-iam-compromised-credentials.ts";
import { bedrockLoggingDisabled } from "./detectors/cloudtrail/defense-evasion-iamuser-bedrock-logging-disabled.ts";
import { kaliLinux } from "./detectors/cloudtrail/pen-test-iamuser-kali-linux.ts";
import { parrotLinux } from "./detectors/cloudtrail/pen-test-iamuser-parrot-linux.ts";
import { pentooLinux } from "./detectors/cloudtrail/pen-test-iamuser-pentoo-linux.ts";
import { rootCredentialUsage } from "./detectors/cloudtrail/policy-iamuser-root-credential-usage.ts";
import { shortTermRootCredentialUsage } from "./detectors/cloudtrail/policy-iamuser-short-term-root-credential-usage.ts";
import { accountBlockPublicAccessDisabled } from "./detectors/cloudtrail/policy-s3-account-block-public-access-disabled.ts";
import { bucketAnonymousAccessGranted } from "./detectors/cloudtrail/policy-s3-bucket-anonymous-access-granted.ts";
import { bucketBlockPublicAccessDisabled } from "./detectors/cloudtrail/policy-s3-bucket-block-public-access-disabled.ts";
import { bucketPublicAccessGranted } from "./detectors/cloudtrail/policy-s3-bucket-public-access-granted.ts";
import { reconMaliciousIpCaller } from "./detectors/cloudtrail/recon-iamuser-malicious-ipcaller.ts";
import { reconMaliciousIpCallerCustom } from "./detectors/cloudtrail/recon-iamuser-malicious-ipcaller-custom.ts";
import { reconTorIpCaller } from "./detectors/cloudtrail/recon-iamuser-tor-ipcaller.ts";
import { cloudTrailLoggingDisabled } from "./detectors/cloudtrail/stealth-iamuser-cloudtrail-logging-disabled.ts";
import { passwordPolicyChange } from "./detectors/cloudtrail/stealth-iamuser-password-policy-change.ts";
import { serverAccessLoggingDisabled } from "./detectors/cloudtrail/stealth-s3-server-access-logging-disabled.ts";
import { consoleLoginElsewhere } from "./detectors/cloudtrail/unauthorized-access-iamuser-console-login-success-b.ts";
import { instanceCredentialsInsideAws } from "./detectors/cloudtrail/unauthorized-access-iamuser-instance-credential-exfiltration-inside-aws.ts";
import { instanceCredentialsOutsideAws } from "./detectors/cloudtrail/unauthorized-access-iamuser-instance-credential-exfiltration-outside-aws.ts";
import { resourceCredentialsInsideAws } from "./detectors/cloudtrail/unauthorized-access-iamuser-resource-credential-exfiltration-inside-aws.ts";
import { resourceCredentialsOutsideAws } from "./detectors/cloudtrail/unauthorized-access-iamuser-resource-credential-exfiltration-outside-aws.ts";
import { unauthorizedMaliciousIpCaller } from "./detectors/cloudtrail/unauthorized-access-iamuser-malicious-ipcaller.ts";
import { unauthorizedMaliciousIpCallerCustom } from "./detectors/cloudtrail/unauthorized-access-iamuser-malicious-ipcaller-custom.ts";
import { unauthorizedTorIpCaller } from "./detectors/cloudtrail/unauthorized-access-iamuser-tor-ipcaller.ts";

export const CALL_DETECTORS: readonly CallDetector[] = [
  anomalousCredentialAccess,
  anomalousDefenseEvasion,
  anomalousDiscovery,
  anomalousExfiltration,
  anomalousImpact,
  anomalousInitialAccess,
  anomalousPersistence,
  anomalousPrivilegeEscalation,
  compromisedCredentials,
  bedrockLoggingDisabled,
  kaliLinux,
  parrotLinux,
  pentooLinux,
  rootCredentialUsage,
  shortTermRootCredentialUsage,
  accountBlockPublicAccessDisabled,
  bucketAnonymousAccessGranted,
  bucketBlockPublicAccessDisabled,
  bucketPublicAccessGranted,
  reconMaliciousIpCaller,
  reconMaliciousIpCallerCustom,
  reconTorIpCaller,
  cloudTrailLoggingDisabled,
  passwordPolicyChange,
  serverAccessLoggingDisabled,
  unauthorizedMaliciousIpCaller,
  unauthorizedMaliciousIpCallerCustom,
  unauthorizedTorIpCaller,
  consoleLoginElsewhere,
  instanceCredentialsInsideAws,
  instanceCredentialsOutsideAws,
  resourceCredentialsInsideAws,
  resourceCredentialsOutsideAws,
  compromisedCredentialsSequence,
];
