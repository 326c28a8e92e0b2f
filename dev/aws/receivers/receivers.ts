/**
 * Stand-ins for Slack and other places that findings are told to, at `/_watchpost/receivers/NAME`:
 * POST there to deliver; `GET …/received` (answered 200), `GET …/attempts` (all), `PUT …/script`, `DELETE` to forget.
 */

import { readBody } from "../../../src/aws/sigv4/payload.ts";
import { requestTarget } from "../../../src/aws/sigv4/uri.ts";
import type { LocalAwsEnv } from "../env.ts";
import { RECEIVED_BODY_BYTES_MAX } from "../limits.ts";
import { respond, script } from "./answer.ts";

export const RECEIVERS_PATH = "/_watchpost/receivers/";

export async function handleReceivers(request: Request, env: LocalAwsEnv, nowMs: number): Promise<Response> {
  const [, name = "", part = ""] = /^([a-z0-9-]{1,32})(?:\/([a-z]+))?$/.exec(pathBelow(request)) ?? [];
  if (name === "") return new Response("no such receiver", { status: 404 });
  const receiver = env.RECEIVERS.get(env.RECEIVERS.idFromName(name));
  switch (`${request.method} ${part}`) {
    case "POST ": {
      const body = await readText(request);
      if (body === null) return new Response("too large", { status: 413 });
      return respond(await receiver.receive(nowMs, body, Object.fromEntries(request.headers)));
    }
    case "GET received": {
      const attempts = await receiver.attempts();
      const taken = attempts.filter(({ answer }) => answer === 200);
      return Response.json(taken.map(({ receivedMs, body }) => ({ receivedMs, body })));
    }
    case "GET attempts":
      return Response.json(await receiver.attempts());
    case "PUT script":
      return putScript(receiver, await readText(request));
    case "DELETE ":
      await receiver.clear();
      return new Response(null, { status: 204 });
    default:
      return new Response("no such operation", { status: 404 });
  }
}

function pathBelow(request: Request): string {
  return requestTarget(request.url).path.slice(RECEIVERS_PATH.length);
}

async function putScript(
  receiver: { setScript: (answers: ReturnType<typeof script.parse>) => Promise<void> },
  text: string | null,
): Promise<Response> {
  const parsed = script.safeParse(parseJson(text ?? ""));
  if (!parsed.success) return Response.json({ error: parsed.error.issues }, { status: 400 });
  await receiver.setScript(parsed.data);
  return new Response(null, { status: 204 });
}

async function readText(request: Request): Promise<string | null> {
  const bytes = await readBody(request, RECEIVED_BODY_BYTES_MAX);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
