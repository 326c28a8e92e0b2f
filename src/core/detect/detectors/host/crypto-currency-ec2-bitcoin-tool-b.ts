/** CryptoCurrency:EC2/BitcoinTool.B: the host opened a connection to a listed mining address. */

import { listPeerDetector } from "../../list-peer.ts";
import { peerVerdict } from "../../peer-verdict.ts";

export const bitcoinTool = listPeerDetector({
  type: "CryptoCurrency:EC2/BitcoinTool.B",
  category: "cryptocurrency",
  tells: (flow) => peerVerdict(flow)?.type === "CryptoCurrency:EC2/BitcoinTool.B",
  peer: "an address of a cryptocurrency network or mining pool",
  meaning: "A miner runs at your expense, unless mining is what the host is for.",
  summary: "A host opened a connection to an address that is listed for mining or another cryptocurrency activity.",
  misses:
    "Pools behind a proxy of the attacker, peers that open the connection themselves, and traffic that a security group or ACL refused.",
  falsePositives: "Hosts that run a node or a wallet on purpose: suppress by instance or by its tag.",
  attack: ["T1496.001"],
});
