/** How a receiver answers a post, by script. */

import { z } from "zod";
import { RECEIVER_HANG_MS, RECEIVER_SCRIPT_STEPS_MAX } from "../limits.ts";

/**
 * A status; `hang`: no answer within a minute; `close`: the connection ends without an answer. (`nothing` is another
 * word for `close`.)
 */
export const answer = z.union([z.int().min(200).max(599), z.enum(["hang", "close", "nothing"])]);
export const script = z.array(answer).max(RECEIVER_SCRIPT_STEPS_MAX);

export type Answer = z.output<typeof answer>;

export interface Attempt {
  readonly receivedMs: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly answer: Answer;
}

export async function respond(given: Answer): Promise<Response> {
  if (given === "hang") {
    await scheduler.wait(RECEIVER_HANG_MS);
    return closeConnection();
  }
  if (given === "close" || given === "nothing") return closeConnection();
  if (given === 200) return new Response("ok");
  const headers = given === 429 ? { "retry-after": "1" } : {};
  const bodiless = given === 204 || given === 205 || given === 304;
  return new Response(bodiless ? null : `answered ${given} by script`, { status: given, headers });
}

/** A body that fails before its first byte: the runtime then drops the connection, headers unsent. */
function closeConnection(): Response {
  const body = new ReadableStream({
    start: (controller) => controller.error(new Error("closed by script")),
  });
  return new Response(body, { status: 502 });
}
