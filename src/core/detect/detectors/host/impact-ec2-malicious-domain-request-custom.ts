/** Impact:EC2/MaliciousDomainRequest.Custom: the host looked up a name on the user's own threat list. */

import { customNameDetector } from "../../list-name.ts";

export const maliciousDomainCustom = customNameDetector({
  type: "Impact:EC2/MaliciousDomainRequest.Custom",
  categories: ["custom-threat"],
  target: "a name on a threat list of your own",
  meaning: "The list says why it should not.",
  summary: "A host looked up a name on the user's own threat list.",
  misses:
    "Names in no list that is loaded, queries to other resolvers than the VPC's, and answers that came from a cache on the host.",
  falsePositives: "Whatever the list holds that it should not: correct the list, or trust the name.",
  attack: ["T1071.004"],
  apart: true,
});
