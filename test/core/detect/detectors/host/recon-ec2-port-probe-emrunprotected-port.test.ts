import { portProbeEmrUnprotectedPort } from "../../../../../src/core/detect/detectors/host/recon-ec2-port-probe-emrunprotected-port.ts";
import { batch, HOST } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { flowFrom } from "../../listed.ts";

export default hostDetectorTests(
  portProbeEmrUnprotectedPort,
  [
    [
      "YARN's port",
      batch([flowFrom(["scanner"], { localPort: 8088 }), flowFrom(["scanner"], { localPort: 22 })]),
      {
        resourceRole: "TARGET",
        additionalInfo: {
          threatListName: "scanner.txt",
          threatName: "emotet",
          listMatches: [
            { threatListName: "scanner.txt", threatName: "emotet", category: "scanner", entry: "198.51.100.7" },
          ],
          portsScannedSample: [8088],
          scanners: 1,
        },
      },
    ],
    [
      "a cluster's other interface, known by its tag",
      {
        ...batch([flowFrom(["scanner"], { localPort: 8888 })]),
        facts: {
          host: HOST,
          instanceId: HOST,
          instanceDetails: { tags: [{ key: "aws:elasticmapreduce:job-flow-id", value: "j-1" }] },
        },
      },
    ],
    [
      "a cluster known by its security group",
      {
        ...batch([flowFrom(["scanner"], { localPort: 8890 })]),
        facts: {
          host: HOST,
          instanceId: HOST,
          instanceDetails: {
            networkInterfaces: [{ securityGroups: [{ groupId: "sg-1", groupName: "ElasticMapReduce-master" }] }],
          },
        },
      },
    ],
  ],
  [
    ["the same port closed", batch([flowFrom(["scanner"], { localPort: 8088, action: "REJECT" })])],
    ["a visitor on no list of scanners", batch([flowFrom(["suspicious"], { localPort: 8088 })])],
    ["other ports", batch([flowFrom(["scanner"], { localPort: 22 }), flowFrom(["scanner"], { localPort: 8888 })])],
    [
      "a host that is known to be in no cluster",
      {
        ...batch([flowFrom(["scanner"], { localPort: 8088 })]),
        facts: { host: HOST, instanceId: HOST, instanceDetails: { tags: [{ key: "Name", value: "web" }] } },
      },
    ],
  ],
);
