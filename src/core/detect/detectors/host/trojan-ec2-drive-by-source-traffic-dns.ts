/** Trojan:EC2/DriveBySourceTraffic!DNS: the host looked up a listed source of drive-by downloads. */

import { listNameDetector } from "../../list-name.ts";

export const driveByLookup = listNameDetector({
  type: "Trojan:EC2/DriveBySourceTraffic!DNS",
  categories: ["drive-by"],
  target: "a source of drive-by downloads",
  meaning: "A visit is enough to be infected: look at what was fetched and started since.",
  summary: "A host looked up a name that is listed as a source of drive-by downloads.",
  misses:
    "Names in no list that is loaded, queries to other resolvers than the VPC's, and answers that came from a cache on the host.",
  falsePositives:
    "Names that were cleaned or changed hands since they were listed, mail filters, crawlers and researchers that visit everything.",
  attack: ["T1189"],
  apart: true,
});
