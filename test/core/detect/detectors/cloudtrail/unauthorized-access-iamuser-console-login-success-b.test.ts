import type { ApiCall } from "../../../../../src/core/event.ts";
import { consoleLoginElsewhere } from "../../../../../src/core/detect/detectors/cloudtrail/unauthorized-access-iamuser-console-login-success-b.ts";
import { callerFacts } from "../../../behaviour/habits.ts";
import { apiCall } from "../../api-call.ts";
import { detectorTests } from "../../detector-tests.ts";
import { history, place, THEN } from "../../history-samples.ts";

const tokyo = { ...callerFacts(64501, "JP"), location: { latitude: 35.7, longitude: 139.7 } };
const berlin = { latitude: 52.5, longitude: 13.4, country: "DE", asn: 64500 };
const paris = { latitude: 48.9, longitude: 2.4, country: "FR", asn: 64502 };

function signIn(override: Partial<ApiCall> = {}): ApiCall {
  const call = { service: "signin.amazonaws.com", api: "ConsoleLogin", response: { ConsoleLogin: "Success" } };
  return apiCall({ ...call, timeMs: THEN, region: "us-east-1", global: true, caller: tokyo, ...override });
}
const after = (override: Partial<ReturnType<typeof place>>) =>
  history(null, null, [place({ key: "sign-in", ...override })]);

export default detectorTests(
  consoleLoginElsewhere,
  [
    ["Tokyo a minute after Berlin", signIn(), { subject: [] }, {}, after(berlin)],
    [
      "Tokyo an hour before Berlin, told late",
      signIn(),
      {},
      {},
      after({ ...berlin, firstMs: THEN + 3_600_000, lastMs: THEN + 3_600_000 }),
    ],
    [
      "two countries within the hour where no table has places",
      signIn({ caller: callerFacts(64501, "JP") }),
      {},
      {},
      after({ country: "DE", asn: 64500 }),
    ],
  ],
  [
    [
      "Tokyo a day after Berlin",
      signIn(),
      {},
      after({ ...berlin, firstMs: THEN - 86_400_000, lastMs: THEN - 86_400_000 }),
    ],
    [
      "Berlin after Paris, which tables confuse",
      signIn({ caller: { ...tokyo, location: { latitude: 52.5, longitude: 13.4 } } }),
      {},
      after(paris),
    ],
    ["a failed sign-in", signIn({ error: "Failure" }), {}, after(berlin)],
    [
      "an address of a hosting provider",
      signIn({ caller: { ...tokyo, cloud: { provider: "google", service: null, region: null } } }),
      {},
      after(berlin),
    ],
    ["an earlier one through an anonymizer", signIn(), {}, after({ ...berlin, veiled: true })],
    ["no table at all", signIn({ caller: null }), {}, after({})],
    ["the first sign-in", signIn(), {}, history(null, null, [])],
  ],
);
