import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ApiCall } from "../../../src/core/event.ts";
import { Chunker } from "../../../src/core/group/chunker.ts";
import {
  PLACE_KEY_CHARS_MAX,
  PLACES_KEPT,
  PRINCIPAL_PROFILE_BYTES_MAX,
  REGION_PROFILE_BYTES_MAX,
  SIGNAL_API_CHARS_MAX,
  SIGNAL_ID_CHARS_MAX,
  SIGNAL_NAME_CHARS_MAX,
  SIGNALS_KEPT,
} from "../../../src/core/limits.ts";
import { packProfile, unpackProfile } from "../../../src/core/profile/codec.ts";
import { FEATURE_INDEX, type Level } from "../../../src/core/profile/features.ts";
import { emptyProfile, fold, type Profile } from "../../../src/core/profile/profile.ts";
import { sealedOf, sealedTable } from "../../../src/core/profile/sealed.ts";
import { signalText } from "../../../src/core/profile/signal.ts";
import { encodeUtf8 } from "../../../src/core/text.ts";
import { callerFacts } from "../behaviour/habits.ts";
import { apiCall, identity } from "../detect/api-call.ts";
import { arbitraryCall, dailyCalls } from "../generated-calls.ts";
import { readCall } from "../plain-call.ts";

const NAME = ["111122223333", "root"];
const LEVELS = ["principal", "account"] as const;
const bytesMaxOf = (level: Level): number =>
  level === "principal" ? PRINCIPAL_PROFILE_BYTES_MAX : REGION_PROFILE_BYTES_MAX;

function folded(calls: readonly ApiCall[], level: Level, profile: Profile = emptyProfile(NAME, level)): Profile {
  for (const call of calls) fold(profile, call);
  return profile;
}

const pack = (profile: Profile): string => packProfile(profile, bytesMaxOf(profile.level));

/** As the profile objects do it: unpacked before and packed after each chunk. */
function inChunks(calls: readonly ApiCall[], recordsMax: number, level: Level): string {
  const chunker = new Chunker({ recordsMax, bytesMax: Number.POSITIVE_INFINITY });
  for (const call of calls) chunker.add(readCall(call), 1);
  let packed = pack(folded([], level));
  for (const chunk of chunker.end()) packed = pack(folded(chunk.calls, level, unpackProfile(packed)));
  return packed;
}

test.each(LEVELS)("the same calls give the same text, in any order and any cut into chunks: %s", (level) => {
  const calls = fc.array(arbitraryCall, { maxLength: 120, size: "max" });
  let many = 0;
  const property = fc.property(
    calls,
    fc.integer({ min: 1, max: 40 }),
    fc.infiniteStream(fc.nat()),
    (all, cut, keys) => {
      const shuffled = all.map((call) => ({ call, key: keys.next().value })).sort((one, other) => one.key - other.key);
      const whole = pack(folded(all, level));
      expect(
        pack(
          folded(
            shuffled.map(({ call }) => call),
            level,
          ),
        ),
      ).toBe(whole);
      expect(inChunks(all, cut, level)).toBe(whole);
      if (all.length > 60) many++;
    },
  );
  fc.assert(property, { seed: 13, numRuns: 100 });
  expect(many).toBeGreaterThan(20);
  const long = dailyCalls(60);
  expect(inChunks(long.toReversed(), 7, level)).toBe(pack(folded(long, level)));
});

/** More values of every feature, on every day, than any row holds, of calls that succeed and fail; hostile names among them. */
function flood(values: number, days: number, name: string): ApiCall[] {
  return Array.from({ length: values * 2 }, (_, at) => [Math.floor(at / 2), at % 2] as const).flatMap(
    ([value, fails]) =>
      dailyCalls(days, {
        api: `${name.repeat(40)}${value}`,
        service: `${name.repeat(60)}${value}`,
        region: `${name.repeat(20)}${value}`,
        error: fails === 1 ? `${name.repeat(100)}${value}` : null,
        sourceIp: `${value % 200}.${Math.floor(value / 200)}.1.1`,
        request: { instanceType: `${name}${value}` },
        caller: { ...callerFacts(value, `C${value}`, name.repeat(100)), city: `${name.repeat(50)}${value}` },
        identity: identity({ userName: `${name.repeat(100)}${value}` }),
      }),
  );
}

test.each(LEVELS.flatMap((level) => [..."a☃\u0000"].map((name) => [level, name] as const)))(
  "holds to its bytes in any order, whatever arrives: %s, %j",
  (level, name) => {
    const calls = flood(1_200, 36, name);
    const profile = folded(calls, level);
    const packed = pack(profile);
    expect(encodeUtf8(packed).length).toBeLessThanOrEqual(bytesMaxOf(level));
    expect(encodeUtf8(packed).length, "the room is used").toBeGreaterThan(bytesMaxOf(level) / 4);
    expect(pack(folded(calls.toReversed(), level))).toBe(packed);
    expect(pack(unpackProfile(packed))).toBe(packed);
  },
);

test("holds to its bytes with every signal and place at its longest", () => {
  const profile = folded(flood(1_200, 36, "☃"), "principal");
  const text = "☃".repeat(64);
  profile.signals = Array.from({ length: SIGNALS_KEPT }, (_, at) => ({
    timeMs: 1_750_000_000_000 + at,
    eventId: signalText(text, SIGNAL_ID_CHARS_MAX),
    api: signalText(text, SIGNAL_API_CHARS_MAX),
    region: signalText(text, SIGNAL_NAME_CHARS_MAX),
    error: signalText(text, SIGNAL_NAME_CHARS_MAX),
    bits: 100.1,
    isNew: false,
    tier: 3,
    tactic: "PrivilegeEscalation",
    ip: signalText(text, SIGNAL_NAME_CHARS_MAX),
    accessKeyId: signalText(text, SIGNAL_NAME_CHARS_MAX),
    marks: 1023,
    told: "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
  }));
  profile.places = Array.from({ length: PLACES_KEPT }, (_, at) => ({
    key: signalText(text, PLACE_KEY_CHARS_MAX),
    from: signalText(`${at} ${text}`, PLACE_KEY_CHARS_MAX),
    firstMs: 1_750_000_000_000,
    lastMs: 1_750_000_000_000 + at,
    country: "DE",
    latitude: -52.123_456,
    longitude: -113.123_456,
    asn: 4_200_000_000,
    veiled: false,
  }));
  const packed = pack(profile);
  expect(encodeUtf8(packed).length).toBeLessThanOrEqual(PRINCIPAL_PROFILE_BYTES_MAX);
  expect(unpackProfile(packed).signals).toEqual(profile.signals);
});

test("an account's scores fit beside a flood of values, and are packed without loss", () => {
  const profile = folded(flood(1_200, 36, "☃"), "account");
  const { newestDay } = profile.clock;
  for (let at = 0; at < 400_000; at++) profile.scores?.add(`p${at % 4_000}`, newestDay - (at % 35), newestDay, 45);
  const packed = pack(profile);
  expect(encodeUtf8(packed).length).toBeLessThanOrEqual(REGION_PROFILE_BYTES_MAX);
  const scores = profile.scores?.pack(newestDay) ?? [];
  expect(scores.length).toBe(35);
  expect(unpackProfile(packed).scores?.pack(newestDay)).toEqual(scores);
});

test("a million session names are one profile of one size", () => {
  const call = (session: number): ApiCall =>
    apiCall({ identity: identity({ type: "AssumedRole", sessionName: `s${session}` }) });
  const profile = emptyProfile(NAME);
  for (let session = 0; session < 1_000_000; session++) fold(profile, call(session));
  expect(pack(profile).length).toBeLessThan(2_000);
});

/** A row as version 1 wrote it: what is stored must stay readable. */
const STORED_V1 =
  '{"v":1,"name":["111122223333","root"],"calls":7,"regions":[["eu-west-1",[[2,[["ec2.amazonaws.com:RunInstances",' +
  '1717200000000,1717286400000,4,1,19875,1,19876,2]]],[0,[["ec2.amazonaws.com",1717200000000,1717286400000,4,1,19875,' +
  "1,19876,2]]],[0,[]],[0,[]],[0,[]],[0,[]],[0,[]],[0,[]]]]]}";

test("reads what version 1 has stored, with its days", () => {
  const profile = unpackProfile(STORED_V1);
  expect(profile).toMatchObject({ name: NAME, calls: 7, clock: { firstDay: 19_875, newestDay: 19_876 } });
  for (const [feature, value] of [
    ["api", "ec2:RunInstances"],
    ["service", "ec2"],
    ["region", "eu-west-1"],
  ] as const) {
    const table = profile.tables[FEATURE_INDEX[feature]];
    if (table === undefined) throw new Error("no table");
    const sealed = sealedTable(table, 19_877, profile.clock);
    const found = sealedOf(table, sealed, table.rows.get(value) ?? -1, value);
    expect(found, feature).toMatchObject({ days: 2, firstSeconds: 1_717_200_000, lastSeconds: 1_717_286_400 });
  }
  expect(pack(unpackProfile(pack(profile)))).toBe(pack(profile));
});

/** A row as version 2 wrote it. */
const STORED_V2 =
  '{"v":2,"name":["111122223333","root"],"level":"principal","calls":3,"firstDay":19875,"newestDay":19877,"hours":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,1,1,0,0],"places":[],"signals":[],"tables":[[[["ec2:DescribeInstances",1717200000,1717372800,0,"111"]],null,[]],[[["ec2",1717200000,1717372800,0,"111"]],null,[]],[[["eu-west-1",1717200000,1717372800,0,"111"]],null,[]],[[["ec2@eu-west-1",1717200000,1717372800,0,"111"]],null,[]],[[],null,[]],[[],null,[]],[[],null,[]],[[["198.51.0.0/16",1717200000,1717372800,0,"111"]],null,[]],[[["aws-cli",1717200000,1717372800,0,"111"]],null,[]],[[["success",1717200000,1717372800,0,"111"]],null,[]],[[],null,[]]]}';
const STORED = pack(folded(dailyCalls(3), "principal"));

test("reads what version 2 has stored, and writes it as version 3, which has failures where there were any", () => {
  expect(pack(unpackProfile(STORED_V2))).toBe(STORED);
  expect(STORED).toBe(STORED_V2.replace('"v":2', '"v":3'));
  const profile = folded(dailyCalls(2, { error: "AccessDenied" }), "principal", unpackProfile(STORED_V2));
  const failures = '"failures":[[["api ec2:DescribeInstances",1717200000,1717286400,0,"011"],';
  expect(pack(profile)).toContain(failures);
  expect(pack(unpackProfile(pack(profile)))).toBe(pack(profile));
});

test.each([
  ["another version", STORED.replace('"v":3', '"v":4')],
  ["no version", STORED.replace('"v":3,', "")],
  ["text that is no JSON", STORED.slice(1)],
  ["an empty text", ""],
  ["numbers as text", STORED.replace('"calls":3', '"calls":"3"')],
  ["tables that are none", STORED.replace(/"tables":.*/, '"tables":[1]}')],
])("throws on %s: a broken row is never an empty profile", (_claim, text) => {
  expect(() => unpackProfile(text)).toThrow();
});
