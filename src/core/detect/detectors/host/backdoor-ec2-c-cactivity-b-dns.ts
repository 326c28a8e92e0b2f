/** Backdoor:EC2/C&CActivity.B!DNS: the host looked up a listed command-and-control server. */

import { listNameDetector } from "../../list-name.ts";

export const commandAndControlLookup = listNameDetector({
  type: "Backdoor:EC2/C&CActivity.B!DNS",
  categories: ["command-and-control"],
  target: "a name of a command-and-control server",
  meaning: "Malware takes its orders there: isolate the host, and look at which process asks.",
  summary: "A host looked up a name that is listed as a command-and-control server.",
  misses:
    "Names in no list that is loaded, queries to other resolvers than the VPC's, and answers that came from a cache on the host.",
  falsePositives:
    "Names that were cleaned or changed hands since they were listed, mail filters, crawlers and researchers that visit everything.",
  attack: ["T1071.004"],
  apart: true,
});
