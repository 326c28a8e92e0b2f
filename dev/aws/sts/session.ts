/** Sessions of assumed roles, kept in R2 so that they outlive the isolate. */

import { z } from "zod";
import { toHex } from "../../../src/aws/sigv4/digest.ts";
import { sessionKey } from "../storage.ts";

const session = z.strictObject({
  accessKeyId: z.string(),
  secret: z.string(),
  sessionToken: z.string(),
  expiresMs: z.number(),
  roleArn: z.string(),
  sessionName: z.string(),
});

export type Session = z.output<typeof session>;

export async function startSession(
  objects: R2Bucket,
  request: { roleArn: string; sessionName: string; expiresMs: number },
): Promise<Session> {
  const fresh: Session = {
    accessKeyId: `ASIA${toHex(randomBytes(8)).toUpperCase()}`,
    secret: btoa(String.fromCharCode(...randomBytes(30))),
    sessionToken: btoa(String.fromCharCode(...randomBytes(192))),
    ...request,
  };
  await objects.put(sessionKey(fresh.accessKeyId), JSON.stringify(fresh));
  return fresh;
}

export async function findSession(objects: R2Bucket, accessKeyId: string): Promise<Session | null> {
  if (!accessKeyId.startsWith("ASIA")) return null;
  const stored = await objects.get(sessionKey(accessKeyId));
  return stored === null ? null : session.parse(await stored.json());
}

function randomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}
