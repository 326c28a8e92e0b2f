/** Open ports of a host that a known scanner reached in one batch, and which of them are an EMR cluster's. */

import type { Flow } from "../event-flow.ts";
import type { HostBatch } from "../group/host-batch.ts";
import { arrayField, isObject, type JsonObject, stringField } from "../json.ts";
import { TCP, UDP } from "../net/protocols.ts";
import { isAccepted, isListed, listedFlows } from "./peer-verdict.ts";

/** Meant to be open to all: GuardDuty User Guide, Recon:EC2/PortProbeUnprotectedPort. */
const PUBLIC_PORTS = new Set([80, 443]);

const RST = 4;
const SYN = 2;

/**
 * Web interfaces and services of EMR's Hadoop. Source: Amazon EMR Management Guide, "View web interfaces hosted on Amazon
 * EMR clusters": YARN ResourceManager, its proxy and NodeManager, HDFS NameNode and DataNode of Hadoop 2 and 3, MapReduce
 * and Spark history. Ports that others use as much (8080, 8888, 8890, 9443) count on a known cluster alone.
 */
const HADOOP_PORTS = new Set([8088, 20888, 8042, 9870, 9864, 50070, 50075, 19888, 18080]);
const CLUSTER_PORTS = new Set([8020, 8080, 8443, 8888, 8890, 9443, 11000, 16010]);

/**
 * EMR tags the instances of a cluster so, and names its security groups so (Amazon EMR Management Guide); people who bring
 * groups of their own put "emr" in the name.
 */
const EMR_TAG_START = "aws:elasticmapreduce:";
const EMR_GROUP = /^ElasticMapReduce-|(?:^|[-_ ])emr(?:[-_ ]|$)/i;

export type Probes = {
  /** To ports of an EMR cluster. */
  readonly emr: readonly Flow[];
  readonly others: readonly Flow[];
};

/** In order of their first record. */
export function scannerProbes({ flows, facts }: HostBatch): Probes {
  const probes = listedFlows(flows).filter(isProbe);
  const cluster = probes.length === 0 ? null : isEmr(facts.instanceDetails);
  const isEmrPort = ({ localPort }: Flow): boolean => {
    if (localPort === null || cluster === false) return false;
    return HADOOP_PORTS.has(localPort) || (cluster === true && CLUSTER_PORTS.has(localPort));
  };
  return { emr: probes.filter(isEmrPort), others: probes.filter((flow) => !isEmrPort(flow)) };
}

function isProbe(flow: Flow): boolean {
  const { localPort, protocol, initiator, remote } = flow;
  if (initiator !== "remote" || localPort === null || PUBLIC_PORTS.has(localPort)) return false;
  if (protocol !== TCP && protocol !== UDP) return false;
  return isListed(remote?.matches ?? [], "scanner") && isAccepted(flow) && !isRefused(flow);
}

/** The host itself refused: its side of the connection is a reset without a SYN-ACK before it. */
function isRefused({ tcpFlagsOut }: Flow): boolean {
  return (tcpFlagsOut & RST) !== 0 && (tcpFlagsOut & SYN) === 0;
}

/** Null where the inventory does not know enough to say. */
function isEmr(details: JsonObject | null): boolean | null {
  const tags = arrayField(details, "tags").filter(isObject);
  const interfaces = arrayField(details, "networkInterfaces").filter(isObject);
  const groups = interfaces.flatMap((one) => arrayField(one, "securityGroups").filter(isObject));
  if (tags.some((tag) => stringField(tag, "key")?.startsWith(EMR_TAG_START))) return true;
  if (groups.some((group) => EMR_GROUP.test(stringField(group, "groupName") ?? ""))) return true;
  return tags.length + groups.length === 0 ? null : false;
}
