import { rootCredentialUsage } from "../../../../../src/core/detect/detectors/cloudtrail/policy-iamuser-root-credential-usage.ts";
import type { ApiCall } from "../../../../../src/core/event.ts";
import { apiCall, ROOT } from "../../api-call.ts";
import { detectorTests } from "../../detector-tests.ts";

const root = (overrides: Partial<ApiCall>): ApiCall => apiCall({ identity: ROOT, ...overrides });
const signIn = (overrides: Partial<ApiCall>): ApiCall =>
  root({ service: "signin.amazonaws.com", api: "ConsoleLogin", eventType: "AwsConsoleSignIn", ...overrides });

export default detectorTests(
  rootCredentialUsage,
  [
    [
      "a call with root's key",
      root({}),
      { subject: [], title: '"DescribeInstances" was called with root credentials.' },
    ],
    ["a call that was denied: the credentials were used", root({ error: "AccessDenied" })],
    ["a sign-in", signIn({ response: { ConsoleLogin: "Success" } })],
  ],
  [
    ["an IAM user", apiCall()],
    ["a service at work for root", root({ identity: { ...ROOT, invokedBy: "signin.amazonaws.com" } })],
    ["an event of a service", root({ eventType: "AwsServiceEvent" })],
    ["a short-term root session, which has its own type", root({ identity: { ...ROOT, assumedRoot: true } })],
    ["a sign-in that failed", signIn({ response: { ConsoleLogin: "Failure" } })],
    ["a sign-in with an error", signIn({ error: "Failed authentication" })],
    ["a password reset that anyone can ask for", signIn({ api: "PasswordRecoveryRequested" })],
    ["an IAM user named Root", apiCall({ identity: { ...ROOT, type: "IAMUser" } })],
  ],
);
