/** The Security Token Service: AssumeRole and GetCallerIdentity, by POST form or GET query. */

import { requestTarget } from "../../../src/aws/sigv4/uri.ts";
import { authenticate, type Caller } from "../caller.ts";
import type { Context } from "../env.ts";
import { element } from "../xml.ts";
import { stsError, stsRefusal, stsResult } from "./answer.ts";
import { assumeRole } from "./assume-role.ts";

const VERSION = "2011-06-15";

export async function handleSts(request: Request, context: Context): Promise<Response> {
  const { config } = context;
  // STS answers in every Region; us-east-1 also stands for its global endpoint.
  const regions = [config.region, "us-east-1", ...config.buckets.map((bucket) => bucket.region)];
  const authenticated = await authenticate(request, context, { service: "sts", regions });
  if (!authenticated.ok) return stsRefusal(context, authenticated.error);
  const { caller, body } = authenticated.value;
  const text = request.method === "POST" ? new TextDecoder().decode(body) : requestTarget(request.url).query;
  return act(context, caller, new URLSearchParams(text));
}

async function act(context: Context, caller: Caller, form: URLSearchParams): Promise<Response> {
  const action = form.get("Action");
  const known = action === "AssumeRole" || action === "GetCallerIdentity";
  if (action === null) {
    return stsError(context, 400, "MissingAction", "The request must contain the parameter Action");
  }
  if (!known || form.get("Version") !== VERSION) {
    const message = `Could not find operation ${action} for version ${form.get("Version") ?? "NO_VERSION_SPECIFIED"}`;
    return stsError(context, 400, "InvalidAction", message);
  }
  if (action === "AssumeRole") return assumeRole(context, caller, form);
  return stsResult(context, "GetCallerIdentity", [
    element("Arn", caller.arn),
    element("UserId", caller.userId),
    element("Account", caller.accountId),
  ]);
}
