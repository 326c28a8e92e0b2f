/** EC2: DescribeInstances and DescribeNetworkInterfaces by POST form, with what the configuration says exists. */

import { parseAuthorization, type SigV4Refusal } from "../../../src/aws/sigv4.ts";
import { authenticate, type Caller } from "../caller.ts";
import type { Context } from "../env.ts";
import { EC2_PAGE_ITEMS_MAX } from "../limits.ts";
import { element, optional, xmlDocument, type XmlElement } from "../xml.ts";
import { interfaceElement, reservation } from "./describe.ts";
import type { Ec2Place } from "./state.ts";

const VERSION = "2016-11-15";
const NAMESPACE = `http://ec2.amazonaws.com/doc/${VERSION}/`;

type Action = "DescribeInstances" | "DescribeNetworkInterfaces";

export async function handleEc2(request: Request, context: Context): Promise<Response> {
  const { config } = context;
  const places = config.ec2 ?? [];
  const regions = [config.region, ...places.map(({ region }) => region)];
  const authenticated = await authenticate(request, context, { service: "ec2", regions });
  if (!authenticated.ok) return refused(context, authenticated.error);
  const { caller, body } = authenticated.value;
  const form = new URLSearchParams(new TextDecoder().decode(body));
  const action = form.get("Action");
  if ((action !== "DescribeInstances" && action !== "DescribeNetworkInterfaces") || form.get("Version") !== VERSION) {
    return failed(context, 400, "InvalidAction", `The action ${action} is not valid for this web service.`);
  }
  if (caller.kind === "session" && !caller.role.describeEc2) return unauthorized(context, caller, action);
  const place = places.find(({ accountId, region }) => accountId === caller.accountId && region === regionOf(request));
  return described(context, action, place ?? null, form);
}

function described(context: Context, action: Action, place: Ec2Place | null, form: URLSearchParams): Response {
  const all = place === null ? [] : itemsOf(action, place);
  const wanted = Number(form.get("MaxResults") ?? EC2_PAGE_ITEMS_MAX);
  if (!Number.isInteger(wanted) || wanted < 5 || wanted > 1_000) {
    return failed(context, 400, "InvalidParameterValue", "MaxResults must be between 5 and 1000");
  }
  const from = Number(form.get("NextToken") ?? 0);
  if (!Number.isInteger(from) || from < 0) return failed(context, 400, "InvalidParameterValue", "no such NextToken");
  const to = from + Math.min(wanted, EC2_PAGE_ITEMS_MAX);
  const root = element(
    `${action}Response`,
    [
      element("requestId", context.requestId),
      element(action === "DescribeInstances" ? "reservationSet" : "networkInterfaceSet", all.slice(from, to)),
      optional("nextToken", to < all.length ? to : null),
    ],
    NAMESPACE,
  );
  return respond(200, root);
}

function itemsOf(action: Action, place: Ec2Place): readonly XmlElement[] {
  return action === "DescribeInstances"
    ? place.instances.map((instance) => reservation(place, instance))
    : place.interfaces.map((one) => interfaceElement(place, one, true));
}

/** The signature says in which Region the caller asks: all of them share one address here. */
function regionOf(request: Request): string | null {
  const authorization = parseAuthorization(request.headers.get("authorization") ?? "");
  return authorization.ok ? authorization.value.scope.region : null;
}

function unauthorized(context: Context, caller: Caller, action: Action): Response {
  const why = `no identity-based policy allows the ec2:${action} action`;
  const message = `You are not authorized to perform this operation. User: ${caller.arn} is not authorized to perform: ec2:${action} because ${why}`;
  return failed(context, 403, "UnauthorizedOperation", message);
}

/** Codes: EC2 API Reference, "Common client errors". */
function refused(context: Context, refusal: SigV4Refusal): Response {
  switch (refusal.kind) {
    case "unsigned":
    case "query-form":
    case "malformed":
      return failed(context, 400, "MissingAuthenticationToken", "Request is missing Authentication Token");
    case "session-expired":
    case "skewed":
      return failed(context, 400, "RequestExpired", "Request has expired.");
    case "body-too-large":
      return failed(context, 413, "RequestEntityTooLarge", `The body is larger than ${refusal.bytesMax} bytes.`);
    default:
      return failed(context, 401, "AuthFailure", "AWS was not able to validate the provided access credentials");
  }
}

function failed(context: Context, status: number, code: string, message: string): Response {
  const error = element("Error", [element("Code", code), element("Message", message)]);
  return respond(status, element("Response", [element("Errors", [error]), element("RequestID", context.requestId)]));
}

function respond(status: number, root: XmlElement): Response {
  return new Response(xmlDocument(root), { status, headers: { "content-type": "text/xml;charset=UTF-8" } });
}
