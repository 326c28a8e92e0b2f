/** The finding types that Watchpost raises: GuardDuty's, with the severity AWS lists as typical for each, and its own. */

type FindingTypeFacts = {
  /** GuardDuty's typical value: 2 Low, 5 Medium, 8 High, 9 Critical. */
  readonly severity: 2 | 5 | 8 | 9;
  /** `resource.resourceType` of the finding. */
  readonly resource: "AccessKey" | "S3Bucket" | "Instance" | "AttackSequence";
};

/** Source: AWS GuardDuty User Guide, "GuardDuty active finding types". */
export const FINDING_TYPES = {
  "CredentialAccess:IAMUser/AnomalousBehavior": { severity: 5, resource: "AccessKey" },
  "DefenseEvasion:IAMUser/AnomalousBehavior": { severity: 5, resource: "AccessKey" },
  "Discovery:IAMUser/AnomalousBehavior": { severity: 2, resource: "AccessKey" },
  "Exfiltration:IAMUser/AnomalousBehavior": { severity: 8, resource: "AccessKey" },
  "Impact:IAMUser/AnomalousBehavior": { severity: 8, resource: "AccessKey" },
  "InitialAccess:IAMUser/AnomalousBehavior": { severity: 5, resource: "AccessKey" },
  "Persistence:IAMUser/AnomalousBehavior": { severity: 5, resource: "AccessKey" },
  "PrivilegeEscalation:IAMUser/AnomalousBehavior": { severity: 5, resource: "AccessKey" },
  "CredentialAccess:IAMUser/CompromisedCredentials": { severity: 8, resource: "AccessKey" },
  "DefenseEvasion:IAMUser/BedrockLoggingDisabled": { severity: 5, resource: "AccessKey" },
  "PenTest:IAMUser/KaliLinux": { severity: 5, resource: "AccessKey" },
  "PenTest:IAMUser/ParrotLinux": { severity: 5, resource: "AccessKey" },
  "PenTest:IAMUser/PentooLinux": { severity: 5, resource: "AccessKey" },
  "Policy:IAMUser/RootCredentialUsage": { severity: 2, resource: "AccessKey" },
  "Policy:IAMUser/ShortTermRootCredentialUsage": { severity: 2, resource: "AccessKey" },
  "Recon:IAMUser/MaliciousIPCaller": { severity: 5, resource: "AccessKey" },
  "Recon:IAMUser/MaliciousIPCaller.Custom": { severity: 5, resource: "AccessKey" },
  "Recon:IAMUser/TorIPCaller": { severity: 5, resource: "AccessKey" },
  "Stealth:IAMUser/CloudTrailLoggingDisabled": { severity: 2, resource: "AccessKey" },
  "Stealth:IAMUser/PasswordPolicyChange": { severity: 2, resource: "AccessKey" },
  "UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B": { severity: 5, resource: "AccessKey" },
  "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.InsideAWS": { severity: 8, resource: "AccessKey" },
  "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS": { severity: 8, resource: "AccessKey" },
  "UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.InsideAWS": { severity: 8, resource: "AccessKey" },
  "UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.OutsideAWS": { severity: 8, resource: "AccessKey" },
  "UnauthorizedAccess:IAMUser/MaliciousIPCaller": { severity: 5, resource: "AccessKey" },
  "UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom": { severity: 5, resource: "AccessKey" },
  "UnauthorizedAccess:IAMUser/TorIPCaller": { severity: 5, resource: "AccessKey" },
  "Policy:S3/AccountBlockPublicAccessDisabled": { severity: 2, resource: "S3Bucket" },
  "Policy:S3/BucketBlockPublicAccessDisabled": { severity: 2, resource: "S3Bucket" },
  "Policy:S3/BucketAnonymousAccessGranted": { severity: 8, resource: "S3Bucket" },
  "Policy:S3/BucketPublicAccessGranted": { severity: 8, resource: "S3Bucket" },
  "Stealth:S3/ServerAccessLoggingDisabled": { severity: 2, resource: "S3Bucket" },
  "Backdoor:EC2/C&CActivity.B": { severity: 8, resource: "Instance" },
  "Backdoor:EC2/DenialOfService.Dns": { severity: 8, resource: "Instance" },
  "Backdoor:EC2/DenialOfService.Tcp": { severity: 8, resource: "Instance" },
  "Backdoor:EC2/DenialOfService.Udp": { severity: 8, resource: "Instance" },
  "Backdoor:EC2/DenialOfService.UdpOnTcpPorts": { severity: 8, resource: "Instance" },
  "Backdoor:EC2/DenialOfService.UnusualProtocol": { severity: 8, resource: "Instance" },
  "Backdoor:EC2/Spambot": { severity: 5, resource: "Instance" },
  "Behavior:EC2/NetworkPortUnusual": { severity: 5, resource: "Instance" },
  "Behavior:EC2/TrafficVolumeUnusual": { severity: 5, resource: "Instance" },
  "CryptoCurrency:EC2/BitcoinTool.B": { severity: 8, resource: "Instance" },
  "DefenseEvasion:EC2/UnusualDNSResolver": { severity: 5, resource: "Instance" },
  "DefenseEvasion:EC2/UnusualDoHActivity": { severity: 5, resource: "Instance" },
  "DefenseEvasion:EC2/UnusualDoTActivity": { severity: 5, resource: "Instance" },
  "Impact:EC2/PortSweep": { severity: 8, resource: "Instance" },
  "Impact:EC2/WinRMBruteForce": { severity: 2, resource: "Instance" },
  "Recon:EC2/PortProbeEMRUnprotectedPort": { severity: 8, resource: "Instance" },
  "Recon:EC2/PortProbeUnprotectedPort": { severity: 2, resource: "Instance" },
  "Recon:EC2/Portscan": { severity: 5, resource: "Instance" },
  "Trojan:EC2/BlackholeTraffic": { severity: 5, resource: "Instance" },
  "Trojan:EC2/DropPoint": { severity: 5, resource: "Instance" },
  "UnauthorizedAccess:EC2/MaliciousIPCaller.Custom": { severity: 5, resource: "Instance" },
  "UnauthorizedAccess:EC2/RDPBruteForce": { severity: 2, resource: "Instance" },
  "UnauthorizedAccess:EC2/SSHBruteForce": { severity: 2, resource: "Instance" },
  "UnauthorizedAccess:EC2/TorClient": { severity: 8, resource: "Instance" },
  "UnauthorizedAccess:EC2/TorRelay": { severity: 8, resource: "Instance" },
  "Backdoor:EC2/C&CActivity.B!DNS": { severity: 8, resource: "Instance" },
  "CryptoCurrency:EC2/BitcoinTool.B!DNS": { severity: 8, resource: "Instance" },
  "Impact:EC2/AbusedDomainRequest.Reputation": { severity: 5, resource: "Instance" },
  "Impact:EC2/BitcoinDomainRequest.Reputation": { severity: 8, resource: "Instance" },
  "Impact:EC2/MaliciousDomainRequest.Reputation": { severity: 8, resource: "Instance" },
  "Impact:EC2/MaliciousDomainRequest.Custom": { severity: 5, resource: "Instance" },
  "Impact:EC2/SuspiciousDomainRequest.Reputation": { severity: 2, resource: "Instance" },
  "Trojan:EC2/BlackholeTraffic!DNS": { severity: 5, resource: "Instance" },
  "Trojan:EC2/DGADomainRequest.B": { severity: 8, resource: "Instance" },
  "Trojan:EC2/DGADomainRequest.C!DNS": { severity: 8, resource: "Instance" },
  "Trojan:EC2/DNSDataExfiltration": { severity: 8, resource: "Instance" },
  "Trojan:EC2/DriveBySourceTraffic!DNS": { severity: 8, resource: "Instance" },
  "Trojan:EC2/DropPoint!DNS": { severity: 5, resource: "Instance" },
  "Trojan:EC2/PhishingDomainRequest!DNS": { severity: 8, resource: "Instance" },
  "UnauthorizedAccess:EC2/MetadataDNSRebind": { severity: 8, resource: "Instance" },
  "AttackSequence:IAM/CompromisedCredentials": { severity: 9, resource: "AttackSequence" },
  "AttackSequence:EC2/CompromisedInstanceGroup": { severity: 9, resource: "AttackSequence" },
  // Watchpost's own: GuardDuty reads logs that nobody can take away.
  "Watchpost:S3/LogsTampered": { severity: 8, resource: "S3Bucket" },
} as const satisfies Record<string, FindingTypeFacts>;

export type FindingType = keyof typeof FINDING_TYPES;

/** Found by looking at the logs themselves and not by a detector of events. */
export const OWN_TYPES: ReadonlySet<FindingType> = new Set(["Watchpost:S3/LogsTampered"]);

export function isFindingType(text: string): text is FindingType {
  return Object.hasOwn(FINDING_TYPES, text);
}
