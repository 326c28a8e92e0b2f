/** InitialAccess:IAMUser/AnomalousBehavior: a session or token was obtained from a place, or by a tool, that is new here. */

import { anomalousBehavior } from "../../anomalous-behavior.ts";

export const anomalousInitialAccess = anomalousBehavior("InitialAccess", {
  deed: "get a first session or token",
  summary:
    "An identity signed in, started a session or fetched a token in a way that neither it nor the account is known for.",
  misses:
    "A sign-in from the usual network with the usual client, whoever sits there, and failed sign-ins, which prove nothing.",
  falsePositives: "People who travel or change their provider. Known after a few days on which it happens again.",
  attack: ["T1078.004", "T1021.007"],
});
