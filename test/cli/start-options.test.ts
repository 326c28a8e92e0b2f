import { expect, test } from "vitest";
import { parseStartOptions } from "../../cli/start-options.ts";

test("without options: port 8787, the demo, text for people, data kept", () => {
  expect(parseStartOptions([])).toEqual({ ok: true, value: { port: 8787, reset: false, demo: true, json: false } });
});

test("every option", () => {
  const args = ["--port", "9000", "--reset", "--no-demo", "--json"];
  expect(parseStartOptions(args)).toEqual({ ok: true, value: { port: 9000, reset: true, demo: false, json: true } });
});

test.each([[["--port", "0"]], [["--port", "65535"]], [["--port", "x"]], [["--prot", "1"]], [["extra"]]])(
  "%j is refused in one line",
  (args) => {
    const parsed = parseStartOptions(args);
    expect(parsed.ok ? "" : parsed.error).toMatch(/^[^\n]+$/);
  },
);
