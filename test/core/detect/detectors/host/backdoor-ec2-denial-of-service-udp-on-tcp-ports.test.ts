import { denialOfServiceUdpOnTcpPorts } from "../../../../../src/core/detect/detectors/host/backdoor-ec2-denial-of-service-udp-on-tcp-ports.ts";
import { batch, flow } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { BENIGN } from "../../host-traffic.ts";

const FLOOD = {
  remotePort: 22,
  protocol: 17,
  records: 1,
  packetsOut: 300_000,
  bytesOut: 300_000 * 64,
  packetsIn: 0,
  bytesIn: 0,
};

export default hostDetectorTests(
  denialOfServiceUdpOnTcpPorts,
  [
    ["datagrams to the SSH port", batch([flow(FLOOD)])],
    ["datagrams to a database", batch([flow({ ...FLOOD, remotePort: 3306 })])],
  ],
  [
    ...BENIGN,
    ["port 80, which AWS counts as UDP", batch([flow({ ...FLOOD, remotePort: 80 })])],
    ["a VPN on such a port", batch([flow({ ...FLOOD, packetsIn: 250_000 })])],
  ],
);
