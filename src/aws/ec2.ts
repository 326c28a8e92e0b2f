/** What exists in EC2. Source: Amazon EC2 API Reference (query protocol, 2016-11-15), DescribeInstances, DescribeNetworkInterfaces. */

import type { Json, JsonObject } from "../core/json.ts";
import { EC2_ATTEMPTS_MAX, EC2_PAGE_ITEMS } from "../core/limits.ts";
import { AwsError } from "./aws-error.ts";
import { awsFetch, boundedText } from "./aws-fetch.ts";
import { serviceHost } from "./region.ts";
import type { S3Client } from "./s3.ts";
import { childrenOf, parseXml, textOf, type XmlElement } from "./xml.ts";

/** What a call needs of a source's client: who signs, and where the local stack stands in for AWS. */
export type Ec2Client = Pick<S3Client, "world" | "endpoint" | "credentials" | "forget">;

export type DescribeAction = "DescribeInstances" | "DescribeNetworkInterfaces";

/** Owners are account ids. */
export type Described = { readonly ownerId: string | null; readonly item: JsonObject };

export type DescribedPage = {
  readonly items: readonly Described[];
  /** Null on the last page. */
  readonly next: string | null;
};

/** Instances (of any reservation) or interfaces of the account in the Region, EC2_PAGE_ITEMS at most. */
export async function describePage(
  client: Ec2Client,
  region: string,
  action: DescribeAction,
  token: string | null,
): Promise<DescribedPage> {
  const form = { Action: action, Version: "2016-11-15", MaxResults: String(EC2_PAGE_ITEMS) };
  const root = parseXml(
    await boundedText(await ask(client, region, token === null ? form : { ...form, NextToken: token })),
  );
  if (root.name !== `${action}Response`) throw new AwsError("UnexpectedAnswer", 200, `<${root.name}>`);
  return {
    items: action === "DescribeInstances" ? instancesOf(root) : interfacesOf(root),
    next: textOf(root, "nextToken") || null,
  };
}

async function ask(client: Ec2Client, region: string, form: Readonly<Record<string, string>>): Promise<Response> {
  const url = new URL(`${client.endpoint ?? `https://${serviceHost("ec2", region)}`}/`);
  const request = {
    service: "ec2",
    region,
    method: "POST",
    url,
    headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
    body: new URLSearchParams(form).toString(),
    attemptsMax: EC2_ATTEMPTS_MAX,
  } as const;
  try {
    return await awsFetch(client.world, await client.credentials(), request);
  } catch (error) {
    if (!(error instanceof AwsError && error.staleCredentials)) throw error;
    client.forget();
    return await awsFetch(client.world, await client.credentials(), request);
  }
}

function instancesOf(root: XmlElement): Described[] {
  return setOf(root, "reservationSet").flatMap((reservation) => {
    const ownerId = textOf(reservation, "ownerId");
    return setOf(reservation, "instancesSet").map((instance) => ({ ownerId, item: objectOf(instance) }));
  });
}

function interfacesOf(root: XmlElement): Described[] {
  return setOf(root, "networkInterfaceSet").map((one) => ({ ownerId: textOf(one, "ownerId"), item: objectOf(one) }));
}

function setOf(parent: XmlElement, name: string): readonly XmlElement[] {
  return childrenOf(parent, name).flatMap((set) => childrenOf(set, "item"));
}

/** Members by name, and lists as CloudTrail writes them: `{ items: [...] }`. */
function objectOf(element: XmlElement): JsonObject {
  const entries = element.children.map((child): [string, Json] => [child.name, valueOf(child)]);
  return Object.fromEntries(entries);
}

function valueOf(element: XmlElement): Json {
  const { children, text } = element;
  if (children.length === 0) return text;
  return children.every(({ name }) => name === "item") ? { items: children.map(valueOf) } : objectOf(element);
}
