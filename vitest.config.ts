import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

/** `*.workers.test.ts` run in workerd with the bindings of wrangler.toml; every other test runs in Node. */
export default defineConfig({
  test: {
    reporters: ["default", "./test/reporter.ts"],
    projects: [
      {
        test: {
          name: "node",
          include: ["test/**/*.test.ts"],
          exclude: ["test/**/*.workers.test.ts"],
          testTimeout: 60_000,
        },
      },
      {
        plugins: [
          cloudflareTest(async () => ({
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              cf: false,
              // Under the local AWS of the end-to-end test.
              r2Buckets: { OBJECTS: "objects" },
              bindings: {
                MIGRATIONS: await readD1Migrations("./migrations"),
                API_TOKEN: "test-token",
                AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
                AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                AWS_ENDPOINT_URL: "http://127.0.0.1:9",
                SNS_TOPIC_ARNS: "arn:aws:sns:eu-west-1:111122223333:cloudtrail-logs",
                EVENTBRIDGE_SECRET: "0123456789abcdef0123456789abcdef",
                SLACK_WEBHOOK_URL: "http://127.0.0.1:9/slack",
                LOCAL: "1",
                POLL_IDLE_MINUTES_MAX: "0",
                DISCOVERY_MINUTES: "0",
              },
            },
          })),
        ],
        test: {
          name: "workers",
          include: ["test/**/*.workers.test.ts"],
          setupFiles: ["./test/workers-setup.ts"],
          testTimeout: 60_000,
        },
      },
    ],
  },
});
