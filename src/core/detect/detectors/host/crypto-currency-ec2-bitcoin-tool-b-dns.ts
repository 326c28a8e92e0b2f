/** CryptoCurrency:EC2/BitcoinTool.B!DNS: the host looked up a listed mining name. */

import { listNameDetector } from "../../list-name.ts";

export const bitcoinLookup = listNameDetector({
  type: "CryptoCurrency:EC2/BitcoinTool.B!DNS",
  categories: ["cryptocurrency"],
  target: "a name of a cryptocurrency network or mining pool",
  meaning: "A miner runs at your expense, unless mining is what the host is for.",
  summary: "A host looked up a name that is listed for mining or another cryptocurrency activity.",
  misses:
    "Names in no list that is loaded, queries to other resolvers than the VPC's, and answers that came from a cache on the host.",
  falsePositives: "Hosts that run a node or a wallet on purpose: suppress by instance or by its tag.",
  attack: ["T1496.001"],
  apart: true,
});
