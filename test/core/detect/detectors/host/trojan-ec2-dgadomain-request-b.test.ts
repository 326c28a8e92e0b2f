import { dgaDomainRequest } from "../../../../../src/core/detect/detectors/host/trojan-ec2-dgadomain-request-b.ts";
import { sha256Hex } from "../../../../../src/core/hash.ts";
import { batch, HOUR_MS, lookup, MINUTE_MS, nameFacts, NOW, onDaysBefore } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";

const LETTERS = "bcdfghjklmnpqrstvwxz";
/** Letters drawn by a hash, as an algorithm of the day does. */
function letters(seed: string, length: number): string {
  const hex = sha256Hex([seed]);
  return Array.from(
    { length },
    (_, at) => LETTERS[Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16) % LETTERS.length],
  ).join("");
}
function failing(names: readonly string[], spanMs: number) {
  return names.map((name, index) => {
    const timeMs = NOW + Math.floor((index * spanMs) / names.length);
    return lookup({ record: index + 1, name, rcode: "NXDOMAIN", firstMs: timeMs, lastMs: timeMs });
  });
}
const generated = (amount: number, top = "com") =>
  Array.from({ length: amount }, (_, at) => `${letters(`day ${at}`, 14)}.${top}`);
/** Drawn by a hash: which of `parts`. */
const part = (seed: string, parts: readonly string[]): string =>
  parts[Number.parseInt(sha256Hex([seed]).slice(0, 8), 16) % parts.length] ?? "";
const turned = (amount: number) =>
  Array.from({ length: amount }, (_, at) => `${letters(`turn ${at}`, 3)}terfallbesidethemill.com`);
const syllables = (amount: number) =>
  Array.from(
    { length: amount },
    (_, at) =>
      `${["a", "b", "c", "d"].map((place) => part(`${place}${at}`, ["qo", "zu", "xi", "ve", "ja", "fy", "wu", "ky"])).join("")}.com`,
  );
const WORDS = (
  "anchor barrel candle dinner engine fabric gather hammer island jacket kettle ladder margin needle office pepper " +
  "rabbit saddle ticket valley"
).split(" ");
const pairs = (amount: number) =>
  Array.from({ length: amount }, (_, at) => `${part(`one ${at}`, WORDS)}${part(`two ${at}`, WORDS)}.net`);
/** Made up, as people name their sites. */
const CHOSEN = (
  "gardenersweekly.com thepaperlantern.org velotours-bodensee.de oldbrickbakery.co.uk myfirsttelescope.net " +
  "atelier-dubois.fr hikersofnorway.no cafecontinental.it kubecookbook.io stjamesprimary.org.uk losamigosdelmar.es " +
  "tinyhousebuilders.com fahrschule-krause.de greenvalleydental.com nightskyphoto.net radio-nostalgie.be ourbookclub.org " +
  "sushibarosaka.jp pizzeria-vesuvio.ch quiltsandmore.com northshorerowing.org zahnarzt-lindner.de mountaincoffee.co " +
  "retrogamesarchive.net casadelvino.es blueharbourhotel.com familyrecipes101.com urbanbeekeeping.org modelrailways.co.uk " +
  "cycleparts24.de simplepottery.com ilovechess.org mapleleafcabins.ca kleingarten-sued.de openskymusic.com " +
  "fjordfishing.no petitjardin.fr guitarworkshop.net sundayrunners.org wildflowerseeds.com typefoundry.dk " +
  "ilmercatino.it harborlightchurch.org datajournal.info spielplatz-report.de tealeavesblog.com vintagecameras.net " +
  "eastsidevets.com scoutgroup14.org.uk lapetiteecole.fr craftbeermap.com puzzlecorner.net winterswimming.fi " +
  "dachdecker-mayer.at thequietroom.org hundeschule-nord.de salsainparis.fr mybudgetplanner.com oceanplastics.org"
).split(" ");
const TOPS =
  "com net org info biz de fr it es nl co.uk eu us ca jp cn in io app shop online store site xyz top club".split(" ");
/** What cloud-init asks for at each boot, and what search domains make of short names. */
const BOOT = [
  "does-not-exist.example.com",
  "example.invalid",
  "__cloud_init_expected_not_found__.eu-west-1.compute.internal",
  "instance-data.eu-west-1.compute.internal",
  ...["api", "db", "cache", "queue", "mail", "www"].map((name) => `${name}.example.com.eu-west-1.compute.internal`),
  ...["xjqzkwvb", "qpwmzxtr", "bvxkjqhz", "zzkqjxwv", "kqjxzvwb", "wqzxkvjp"].map((name) => `${name}.corp.example.com`),
];
const TYPOS = [
  "gogle.com",
  "githb.com",
  "amazn.com",
  "exmaple.org",
  "wikpedia.org",
  "pyhton.org",
  "debain.org",
  "ubunut.com",
];

export default hostDetectorTests(
  dgaDomainRequest,
  [
    [
      "the names of a day, none of which exists",
      batch([], failing(generated(60), 20 * MINUTE_MS)),
      { subject: [], resourceRole: "ACTOR" },
    ],
    [
      "the same slowly, in several files",
      batch([], failing(generated(12, "net").slice(6), 20 * MINUTE_MS)),
      {},
      [batch([], failing(generated(12, "net").slice(0, 6), 20 * MINUTE_MS))],
    ],
    ["a long label of which three letters change", batch([], failing(turned(12), 20 * MINUTE_MS)), {}],
    ["pronounceable names of one length", batch([], failing(syllables(30), 20 * MINUTE_MS)), {}],
    ["two words of a short list each, fifty times", batch([], failing(pairs(50), 20 * MINUTE_MS)), {}],
    ["generated names among mistyped ones", batch([], failing([...generated(8), ...TYPOS], HOUR_MS / 2))],
  ],
  [
    [
      "hosts by number",
      batch(
        [],
        failing(
          Array.from({ length: 60 }, (_, at) => `app-node${at}.com`),
          MINUTE_MS,
        ),
      ),
    ],
    [
      "one brand under many top labels",
      batch(
        [],
        failing(
          TOPS.map((top) => `acmeinsurance.${top}`),
          MINUTE_MS,
        ),
      ),
    ],
    ["links of a crawler that lead nowhere any more", batch([], failing(CHOSEN, HOUR_MS / 2))],
    ["a boot, and search domains", batch([], failing(BOOT, MINUTE_MS))],
    ["mistyped names", batch([], failing(TYPOS, MINUTE_MS))],
    ["a few odd names", batch([], failing(generated(4), MINUTE_MS))],
    [
      "names that exist",
      batch(
        [],
        failing(generated(60), MINUTE_MS).map((one) => ({ ...one, rcode: "NOERROR" })),
      ),
    ],
    [
      "block lists of a mail server",
      batch(
        [],
        failing(
          Array.from({ length: 300 }, (_, at) => `${letters(`hash ${at}`, 30)}.bl.example.net`),
          HOUR_MS,
        ),
      ),
    ],
    ["names over a day", batch([], failing(generated(20), 24 * HOUR_MS))],
    [
      "odd names that the host asks for each day",
      batch([], failing(generated(20), MINUTE_MS)),
      onDaysBefore(3, (firstMs) =>
        batch(
          [],
          failing(generated(20), MINUTE_MS).map((one) => ({ ...one, firstMs, lastMs: firstMs })),
        ),
      ),
    ],
    [
      "popular domains",
      batch(
        [],
        failing(generated(20), MINUTE_MS).map((one) => ({ ...one, facts: nameFacts(one.nameLower, { rank: 5_000 }) })),
      ),
    ],
    [
      "ten generated names among six times as many that only fail",
      batch([], failing([...generated(10), ...CHOSEN], MINUTE_MS)),
    ],
  ],
);
