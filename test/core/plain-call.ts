/** A call's fields as an object of its own, to be compared: a logged call is a view. */

import { Body } from "../../src/core/calls/body.ts";
import type { ReadCall } from "../../src/core/calls/call-table.ts";
import type { ApiCall } from "../../src/core/event.ts";
import { decodeUtf8, encodeUtf8 } from "../../src/core/text.ts";

export function plainCall(call: ApiCall): ApiCall {
  const { kind, id, timeMs, accountId, region, service, api, eventType, readOnly, error, identity } = call;
  const { sourceIp, sourceDomain, userAgent, vpcEndpointId, vpcEndpointAccountId, global, caller } = call;
  const { request, response, extra } = call;
  const what = { kind, id, timeMs, accountId, region, service, api, eventType, readOnly, error, identity };
  return {
    ...what,
    sourceIp,
    sourceDomain,
    userAgent,
    vpcEndpointId,
    vpcEndpointAccountId,
    request,
    response,
    extra,
    global,
    caller,
  };
}

/** As a reader gives it. */
export function readCall({ caller: _caller, ...call }: ApiCall): ReadCall {
  const id = encodeUtf8(call.id);
  return { ...call, id, request: Body.of(call.request), response: Body.of(call.response), extra: Body.of(call.extra) };
}

/** What a reader gave, with its bodies read. */
export function ofRead({ request, response, extra, ...call }: ReadCall): ApiCall {
  const valueOf = (body: Body | null) => body?.value ?? null;
  const id = decodeUtf8(call.id);
  return { ...call, id, request: valueOf(request), response: valueOf(response), extra: valueOf(extra), caller: null };
}
