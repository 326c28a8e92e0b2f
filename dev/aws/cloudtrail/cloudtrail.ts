/** CloudTrail: ListPublicKeys alone, JSON 1.1, with the keys of the configuration. Source: CloudTrail API Reference. */

import { z } from "zod";
import { authenticate } from "../caller.ts";
import type { Context } from "../env.ts";

const TARGET = /\.CloudTrail_20131101\.ListPublicKeys$/;

const input = z.object({
  StartTime: z.number().optional(),
  EndTime: z.number().optional(),
  NextToken: z.string().optional(),
});

/** Keys on a page: few, so that clients have to turn it. */
const PAGE = 2;

export async function handleCloudTrail(request: Request, context: Context): Promise<Response> {
  if (!TARGET.test(request.headers.get("x-amz-target") ?? ""))
    return refused(context, 400, "UnknownOperationException", "");
  const keys = context.config.publicKeys ?? [];
  const regions = [context.config.region, ...keys.map(({ region }) => region)];
  const authenticated = await authenticate(request, context, { service: "cloudtrail", regions });
  if (!authenticated.ok) return refused(context, 400, "InvalidSignatureException", authenticated.error.kind);
  const { caller, body } = authenticated.value;
  if (caller.kind === "session" && !caller.role.listPublicKeys) {
    const message = `User: ${caller.arn} is not authorized to perform: cloudtrail:ListPublicKeys`;
    return refused(context, 400, "AccessDeniedException", message);
  }
  const asked = parsed(body);
  if (asked === null)
    return refused(context, 400, "InvalidTimeRangeException", "the body is not what ListPublicKeys takes");
  const region = regionOf(request);
  const found = keys.filter((key) => key.region === region && isValidIn(key, asked));
  const from = Number(asked.NextToken ?? 0);
  const list = found.slice(from, from + PAGE).map(({ fingerprint, value, validFrom, validTo }) => ({
    Fingerprint: fingerprint,
    Value: value,
    ValidityStartTime: seconds(validFrom) ?? 0,
    ValidityEndTime: seconds(validTo) ?? 4_102_444_800,
  }));
  const more = from + PAGE < found.length ? { NextToken: String(from + PAGE) } : {};
  return answer(context, 200, { PublicKeyList: list, ...more });
}

function parsed(body: Uint8Array): z.infer<typeof input> | null {
  try {
    return input.parse(JSON.parse(new TextDecoder().decode(body)));
  } catch {
    return null;
  }
}

/** Each Region has its own keys; the signature says in which one the caller asks. */
function regionOf(request: Request): string {
  return /Credential=[^/]+\/\d{8}\/([a-z0-9-]+)\//.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
}

function isValidIn(
  key: { validFrom?: string | undefined; validTo?: string | undefined },
  asked: z.infer<typeof input>,
): boolean {
  const startsBeforeEnd = (seconds(key.validFrom) ?? 0) <= (asked.EndTime ?? Number.POSITIVE_INFINITY);
  return startsBeforeEnd && (seconds(key.validTo) ?? Number.POSITIVE_INFINITY) >= (asked.StartTime ?? 0);
}

function seconds(iso: string | undefined): number | null {
  return iso === undefined ? null : Date.parse(iso) / 1000;
}

function answer(context: Context, status: number, body: object): Response {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": context.requestId };
  return new Response(JSON.stringify(body), { status, headers });
}

function refused(context: Context, status: number, type: string, message: string): Response {
  return answer(context, status, { __type: type, Message: message });
}
