/** What the tests of the local AWS share: a running one, with a user, three roles and three buckets; and clients of it. */

import { AwsClient } from "aws4fetch";
import { type LocalAws, type LocalAwsConfig, startLocalAws } from "../../../dev/stack.ts";

export const USER = {
  name: "watchpost",
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};
export const READER = "arn:aws:iam::123456789012:role/WatchpostReader";
export const OPEN = "arn:aws:iam::123456789012:role/service/OpenReader";
export const BRIEF = "arn:aws:iam::123456789012:role/BriefReader";
export const EXTERNAL_ID = "tenant-1/abc";
export const BUCKET = "org-trail";

export const CONFIG: LocalAwsConfig = {
  accountId: "111122223333",
  region: "us-east-1",
  users: [USER],
  roles: [
    { arn: READER, externalId: EXTERNAL_ID, allow: [{ bucket: BUCKET, prefix: "AWSLogs/123456789012/" }] },
    { arn: OPEN, allow: [{ bucket: BUCKET, write: true }] },
    { arn: BRIEF, allow: [{ bucket: BUCKET }], sessionSeconds: 1 },
  ],
  buckets: [
    { name: BUCKET, region: "us-east-1" },
    { name: "ireland", region: "eu-west-1" },
    { name: "receivers", region: "us-east-1" },
  ],
};

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export function start(): Promise<LocalAws> {
  return startLocalAws({ config: CONFIG });
}

export interface Call {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly region?: string;
  readonly datetime?: string;
  readonly service?: string;
}

/** Signs as these credentials (the user's, by default) and sends; never retries. */
export function caller(url: string, credentials: Credentials = USER): (path: string, call?: Call) => Promise<Response> {
  const client = new AwsClient({ ...credentials, retries: 0 });
  return (path, { method = "GET", headers = {}, body, region = "us-east-1", datetime, service = "s3" } = {}) =>
    client.fetch(url + path, {
      method,
      headers: { ...headers },
      ...(body === undefined ? {} : { body }),
      aws: { service, region, ...(datetime === undefined ? {} : { datetime }) },
    });
}

/** The path of an object, encoded as SDKs do. */
export function path(key: string, bucket = BUCKET): string {
  const encoded = key
    .split("/")
    .map((segment) =>
      encodeURIComponent(segment).replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`),
    );
  return `/${bucket}/${encoded.join("/")}`;
}

/** Texts of every element of this name, unescaped, in order. */
export function texts(xml: string, name: string): string[] {
  const start = `<${name}(?: xmlns="[^"]*")?`;
  return [...xml.matchAll(new RegExp(`${start}>([^<]*)</${name}>|${start}/>`, "g"))].map((match) =>
    (match[1] ?? "")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll(/&#x([0-9a-f]+);/g, (_all, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
      .replaceAll("&amp;", "&"),
  );
}

export function text(xml: string, name: string): string | undefined {
  return texts(xml, name)[0];
}

/** `403 AccessDenied`; of an answer without an error in its body, the status alone. */
export async function outcome(answer: Response | Promise<Response>): Promise<string> {
  const response = await answer;
  const code = text(await response.text(), "Code");
  return code === undefined ? String(response.status) : `${response.status} ${code}`;
}

/** The credentials of a session; throws with AWS's answer where the role isn't given. */
export async function assumeRole(url: string, roleArn: string, externalId?: string): Promise<Credentials> {
  const answer = await callSts(url, {
    Action: "AssumeRole",
    RoleArn: roleArn,
    RoleSessionName: "session-1",
    ...(externalId === undefined ? {} : { ExternalId: externalId }),
  });
  const xml = await answer.text();
  const [accessKeyId, secretAccessKey, sessionToken] = ["AccessKeyId", "SecretAccessKey", "SessionToken"].map((name) =>
    text(xml, name),
  );
  if (!accessKeyId || !secretAccessKey || !sessionToken) throw new Error(xml);
  return { accessKeyId, secretAccessKey, sessionToken };
}

/** POSTs a form to STS; the version is given unless named. */
export function callSts(
  url: string,
  form: Readonly<Record<string, string>>,
  credentials: Credentials = USER,
  call: Call = {},
): Promise<Response> {
  return caller(url, credentials)("/", {
    method: "POST",
    service: "sts",
    headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
    body: new URLSearchParams({ Version: "2011-06-15", ...form }).toString(),
    ...call,
  });
}
