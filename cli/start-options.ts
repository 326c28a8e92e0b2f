/** The command line of `npm start`: options → a checked value, or one clear line. */

import { parseArgs } from "node:util";
import { err, ok, type Result } from "../src/core/result.ts";

export type StartOptions = {
  readonly port: number;
  readonly reset: boolean;
  readonly demo: boolean;
  readonly json: boolean;
};

const PORT_DEFAULT = 8787;

export function parseStartOptions(args: readonly string[]): Result<StartOptions> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: "string" },
        reset: { type: "boolean" },
        "no-demo": { type: "boolean" },
        json: { type: "boolean" },
      },
    });
    const port = values.port === undefined ? PORT_DEFAULT : Number(values.port);
    if (!Number.isInteger(port) || port < 1 || port > 65_534) return err("--port is a number from 1 to 65534");
    return ok({ port, reset: values.reset ?? false, demo: !values["no-demo"], json: values.json ?? false });
  } catch (error) {
    return err(error instanceof Error ? (error.message.split(". ")[0] ?? "bad option") : "bad option");
  }
}
