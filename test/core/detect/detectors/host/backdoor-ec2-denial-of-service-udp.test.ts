import { denialOfServiceUdp } from "../../../../../src/core/detect/detectors/host/backdoor-ec2-denial-of-service-udp.ts";
import { batch, flow, inbound, ip, MINUTE_MS, NOW } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { BENIGN, usual } from "../../host-traffic.ts";

/** 400,000 datagrams of 256 bytes: what AWS's tester sends. */
const FLOOD = {
  remotePort: 80,
  protocol: 17,
  records: 1,
  packetsOut: 400_000,
  bytesOut: 400_000 * 284,
  packetsIn: 0,
  bytesIn: 0,
};

export default hostDetectorTests(
  denialOfServiceUdp,
  [
    [
      "the tester's datagrams to port 80",
      batch([flow(FLOOD)]),
      { subject: [], record: 1, additionalInfo: { outPackets: 400_000 } },
    ],
    [
      "the same in records of ten minutes, cut in two",
      batch([flow({ ...FLOOD, packetsOut: 200_000, firstMs: NOW + 10 * MINUTE_MS, lastMs: NOW + 20 * MINUTE_MS })]),
      {},
      [batch([flow({ ...FLOOD, packetsOut: 200_000, lastMs: NOW + 10 * MINUTE_MS })])],
    ],
    [
      "datagrams to all ports of a peer",
      batch(
        Array.from({ length: 2_000 }, (_, index) =>
          flow({ ...FLOOD, record: index + 1, packetsOut: 100, bytesOut: 6_400, remotePort: 10_000 + index * 7 }),
        ),
      ),
    ],
    [
      "two ephemeral ports, where the log does not tell who began",
      batch([flow({ ...FLOOD, remotePort: 50_000, initiator: "remote", initiatorBasis: "ports" })]),
    ],
    ["IPv6", batch([flow({ ...FLOOD, remoteIp: ip("2001:db8::1") })])],
  ],
  [
    ...BENIGN,
    ["fewer packets", batch([flow({ ...FLOOD, packetsOut: 90_000 })])],
    ["the same over a day", batch([flow({ ...FLOOD, lastMs: NOW + 24 * 60 * MINUTE_MS })])],
    ["a private peer", batch([flow({ ...FLOOD, remoteIp: ip("10.9.9.9") })])],
    ["an upload over QUIC, which is acknowledged", batch([flow({ ...FLOOD, remotePort: 443, packetsIn: 90_000 })])],
    ["a flood of the host", batch([inbound({ protocol: 17, packetsIn: 400_000, packetsOut: 0, bytesOut: 0 })])],
    [
      "logs that are sent one way each day",
      batch([flow({ ...FLOOD, remotePort: 514 })]),
      usual({ ...FLOOD, remotePort: 514 }),
    ],
    ["queries", batch([flow({ ...FLOOD, remotePort: 53 })])],
    ["port 22, which is another type", batch([flow({ ...FLOOD, remotePort: 22 })])],
  ],
);
