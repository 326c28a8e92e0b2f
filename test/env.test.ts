import { expect, test } from "vitest";
import { configOf, type Env, parseConfig } from "../src/env.ts";

const TOKEN = "0123456789abcdef0123456789abcdef";

const GOOD: Readonly<Record<string, string>> = {
  API_TOKEN: TOKEN,
  AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
  AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  SLACK_MIN_SEVERITY: "4",
};

test("the least that is needed", () => {
  expect(parseConfig(GOOD)).toStrictEqual({
    apiToken: TOKEN,
    aws: { accessKeyId: GOOD["AWS_ACCESS_KEY_ID"], secretAccessKey: GOOD["AWS_SECRET_ACCESS_KEY"], endpointUrl: null },
    slack: null,
    snsTopics: [],
    eventBridgeSecrets: [],
    publicUrl: null,
    local: false,
    pollIdleMinutesMax: 15,
    discoveryMinutes: 60,
  });
});

test("everything, in the local stack", () => {
  const config = parseConfig({
    ...GOOD,
    API_TOKEN: "short",
    LOCAL: "1",
    AWS_ENDPOINT_URL: "http://127.0.0.1:9000/",
    SLACK_WEBHOOK_URL: "http://127.0.0.1:9001/slack",
    PUBLIC_URL: "http://127.0.0.1:8787/",
  });
  expect(config).toMatchObject({
    apiToken: "short",
    aws: { endpointUrl: "http://127.0.0.1:9000" },
    slack: { webhookUrl: "http://127.0.0.1:9001/slack", severityMin: 4 },
    publicUrl: "http://127.0.0.1:8787",
    local: true,
  });
});

test("empty variables count as unset", () => {
  const empty = { ...GOOD, SLACK_WEBHOOK_URL: "", AWS_ENDPOINT_URL: "", PUBLIC_URL: "", LOCAL: "" };
  expect(parseConfig(empty)).toStrictEqual(parseConfig(GOOD));
});

test.each([
  ["API_TOKEN", undefined, "API_TOKEN is not set"],
  ["API_TOKEN", "", "API_TOKEN is empty"],
  ["API_TOKEN", "guessable", "API_TOKEN is shorter than 32 characters; try: openssl rand -hex 32"],
  ["AWS_ACCESS_KEY_ID", undefined, "AWS_ACCESS_KEY_ID is not set"],
  ["AWS_SECRET_ACCESS_KEY", undefined, "AWS_SECRET_ACCESS_KEY is not set"],
  ["SLACK_MIN_SEVERITY", "high", "SLACK_MIN_SEVERITY is not a number"],
  ["SLACK_MIN_SEVERITY", "0", "SLACK_MIN_SEVERITY is below 1"],
  ["SLACK_MIN_SEVERITY", "11", "SLACK_MIN_SEVERITY is above 10"],
  ["SLACK_WEBHOOK_URL", "http://hooks.slack.com/secret", "SLACK_WEBHOOK_URL is not https"],
  ["SLACK_WEBHOOK_URL", "http://127.0.0.1:9/secret", "SLACK_WEBHOOK_URL is not https"],
  ["AWS_ENDPOINT_URL", "http://127.0.0.1:9/secret", "AWS_ENDPOINT_URL is not https"],
  ["PUBLIC_URL", "secret", "PUBLIC_URL is not a URL"],
  ["PUBLIC_URL", "javascript:secret", "PUBLIC_URL is not https"],
  ["LOCAL", "yes", "LOCAL is neither 0 nor 1"],
])("%s = %j: %s", (name, value, message) => {
  const parse = () => parseConfig({ ...GOOD, [name]: value });
  expect(parse).toThrow(message);
  expect(parse).not.toThrow("secret");
});

test("http to a host that only looks like loopback is refused in the local stack too", () => {
  for (const url of ["http://127.0.0.1.evil.example.com/", "http://localhost@evil.example.com/"]) {
    expect(() => parseConfig({ ...GOOD, LOCAL: "1", AWS_ENDPOINT_URL: url })).toThrow("AWS_ENDPOINT_URL is not https");
  }
});

test("all that is missing is named at once", () => {
  expect(() => parseConfig({})).toThrow(/API_TOKEN.*AWS_ACCESS_KEY_ID.*AWS_SECRET_ACCESS_KEY/);
});

test("an environment is parsed once", () => {
  const env = { ...GOOD } as unknown as Env; // bindings are not looked at
  expect(configOf(env)).toBe(configOf(env));
});

test("topics and secrets of notifications are lists", () => {
  const secrets = ["a".repeat(32), "b".repeat(40)];
  const topics = ["arn:aws:sns:eu-west-1:111122223333:logs", "arn:aws-cn:sns:cn-north-1:111122223333:logs.fifo"];
  const env = { ...GOOD, SNS_TOPIC_ARNS: topics.join(" , "), EVENTBRIDGE_SECRET: secrets.join(",") };
  expect(parseConfig(env)).toMatchObject({ snsTopics: topics, eventBridgeSecrets: secrets });
  expect(parseConfig({ ...GOOD, SNS_TOPIC_ARNS: "", EVENTBRIDGE_SECRET: "" })).toMatchObject({
    snsTopics: [],
    eventBridgeSecrets: [],
  });
  for (const bad of ["logs", "arn:aws:sqs:eu-west-1:111122223333:logs", `${topics[0]},`, "*"]) {
    expect(() => parseConfig({ ...GOOD, SNS_TOPIC_ARNS: bad }), bad).toThrow(/SNS_TOPIC_ARNS .*not the ARN/);
  }
  for (const bad of ["short", `${secrets[0]},short`, `${secrets[0]},`]) {
    expect(() => parseConfig({ ...GOOD, EVENTBRIDGE_SECRET: bad }), bad).toThrow(
      /EVENTBRIDGE_SECRET is shorter than 32/,
    );
  }
});
