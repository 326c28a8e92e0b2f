import { expect, test } from "vitest";
import type { Flow } from "../../../src/core/event-flow.ts";
import { foldHost } from "../../../src/core/profile/fold-host.ts";
import { emptyHostProfile } from "../../../src/core/profile/host-profile.ts";
import { orientFlows } from "../../../src/core/profile/orient-flow.ts";
import { batch, flow, HOST_IP, inbound, ip, PEER } from "../detect/host-batches.ts";

const NEIGHBOUR = ip("10.0.1.99");

test("a flow told from its other end is turned round", () => {
  const profile = emptyHostProfile([]);
  foldHost(profile, batch([flow({ records: 50 })]));
  const own = inbound({ remoteIp: NEIGHBOUR, packetsOut: 1, bytesOut: 10, packetsIn: 2, bytesIn: 20, tcpFlagsIn: 2 });
  const turned: Flow = {
    ...own,
    localIp: NEIGHBOUR,
    remoteIp: HOST_IP,
    localPort: own.remotePort,
    remotePort: own.localPort,
    packetsOut: 2,
    bytesOut: 20,
    packetsIn: 1,
    bytesIn: 10,
    tcpFlagsIn: 0,
    tcpFlagsOut: 2,
    direction: "OUTBOUND",
    initiator: "local",
  };
  expect(orientFlows(profile, [turned, own])).toEqual([own, own]);
  expect(orientFlows(profile, [own])[0]).toBe(own);
});

test("an address seldom seen as the host's turns nothing", () => {
  const profile = emptyHostProfile([]);
  const odd = flow({ localIp: NEIGHBOUR, remoteIp: HOST_IP });
  foldHost(profile, batch([flow({ records: 4 })]));
  expect(orientFlows(profile, [odd])[0]).toBe(odd);
  foldHost(profile, batch([flow({ records: 400 }), flow({ localIp: NEIGHBOUR, remoteIp: PEER, records: 300 })]));
  expect(orientFlows(profile, [odd])[0]).toBe(odd);
});
