/** IANA's names of protocols and services, as far as findings speak of them. */

/** https://www.iana.org/assignments/protocol-numbers */
const PROTOCOLS: Readonly<Record<number, string>> = {
  1: "ICMP",
  2: "IGMP",
  4: "IPv4",
  6: "TCP",
  17: "UDP",
  41: "IPv6",
  47: "GRE",
  50: "ESP",
  51: "AH",
  58: "IPv6-ICMP",
  103: "PIM",
  112: "VRRP",
  132: "SCTP",
};

/** https://www.iana.org/assignments/service-names-port-numbers, in the words that GuardDuty's findings use. */
const PORTS: Readonly<Record<number, string>> = {
  20: "FTP-DATA",
  21: "FTP",
  22: "SSH",
  23: "Telnet",
  25: "SMTP",
  53: "DNS",
  80: "HTTP",
  88: "Kerberos",
  110: "POP3",
  123: "NTP",
  135: "RPC",
  139: "NetBIOS",
  143: "IMAP",
  161: "SNMP",
  389: "LDAP",
  443: "HTTPS",
  445: "SMB",
  465: "SMTPS",
  514: "Syslog",
  587: "SMTP submission",
  636: "LDAPS",
  853: "DNS over TLS",
  993: "IMAPS",
  995: "POP3S",
  1433: "MS SQL",
  1521: "Oracle",
  3306: "MySQL",
  3389: "RDP",
  5432: "PostgreSQL",
  5900: "VNC",
  5985: "WinRM HTTP",
  5986: "WinRM HTTPS",
  6379: "Redis",
  9200: "Elasticsearch",
  9300: "Elasticsearch",
  27017: "MongoDB",
};

export const TCP = 6;
export const UDP = 17;
export const ICMP = 1;
export const ICMPV6 = 58;

/** "TCP"; the number itself where it has no name here; "Unknown" where the log has none. */
export function protocolName(protocol: number | null): string {
  if (protocol === null) return "Unknown";
  return PROTOCOLS[protocol] ?? String(protocol);
}

/** "SSH"; "Unknown" as GuardDuty writes it. */
export function portName(port: number): string {
  return PORTS[port] ?? "Unknown";
}
