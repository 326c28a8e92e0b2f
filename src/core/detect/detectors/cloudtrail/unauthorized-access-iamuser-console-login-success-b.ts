/** UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B: one user signed in from places that nobody travels between in time. */

import { isSignIn, type Place, placeOf } from "../../../profile/place.ts";
import type { CallDetector } from "../../detector.ts";
import { impossibleTravel } from "../../travel.ts";
import { from, quoted, sentence, where, who } from "../../wording.ts";

export const consoleLoginElsewhere: CallDetector = {
  type: "UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B",
  watches: "principal",
  apis: ["signin:ConsoleLogin"],
  summary: "One user signed in to the console from two places, sooner after each other than anybody travels.",
  misses:
    "Places less than 500 km apart beyond the error of the tables, addresses of hosting providers and anonymizers, which do not tell where people are, and calls with keys.",
  falsePositives:
    "A company VPN whose exit is in another country and is in no list: put its addresses on a trusted list.",
  attack: ["T1078.004"],
  needs: ["cloudtrail", "geo"],
  detect(call, { history }) {
    const here = isSignIn(call) ? placeOf(call) : null;
    if (here === null || history === null || (call.caller?.trustedBy.length ?? 0) > 0) return null;
    const travels = history.places.map((place) => [place, impossibleTravel(here, place)] as const);
    const [place, travel] = travels.find(([, found]) => found !== null) ?? [];
    if (place === undefined || travel == null) return null;
    return {
      subject: [],
      title: `${sentence(who(call))} signed in from two distant places at about the same time.`,
      description:
        `${sentence(who(call))} signed in ${from(call)} ${where(call)}, and from ${quoted(place.from)} ` +
        `${travel.minutes} minutes apart: ${travel.text}. Nobody travels that fast: one of the two may be somebody else.`,
      additionalInfo: { explanation: { places: [shown(here), shown(place)], ...travel } },
    };
  },
};

function shown({ from: address, country, latitude, longitude, asn }: Place) {
  return { address, country, latitude, longitude, asn };
}
