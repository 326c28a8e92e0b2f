/**
 * What EC2 says exists → the inventory of a RegionProfile, where the source's role may ask. Nothing here stops intake: what
 * goes wrong is kept with the ledger, shown by coverage, and tried again later.
 */

import type { InventoryTurn } from "../../durable-objects/ledger-inventories.ts";
import type { PollRequest } from "../../durable-objects/ledger-outlook.ts";
import { AwsError } from "../aws/aws-error.ts";
import { type DescribeAction, type DescribedPage, describePage, type Ec2Client } from "../aws/ec2.ts";
import { describedInstance, describedInterface } from "../core/inventory/described.ts";
import { INVENTORY_MS_MAX, INVENTORY_PAGES_MAX } from "../core/limits.ts";
import { GLOBAL } from "../core/profile/profile.ts";
import { configOf, type Env } from "../env.ts";
import type { Source } from "../store/sources.ts";
import { ledgerName } from "./ingest-message.ts";
import { inventoryRegions, type Refreshed } from "./inventory-state.ts";
import { regionStub } from "./profile-stubs.ts";
import { ownArn, sourceClient } from "../aws/source-client.ts";

/** Regions of the ledger's network logs that are due. Empty where the identity is another account's: EC2 tells of its own alone. */
export async function inventoryTurns(env: Env, request: PollRequest): Promise<readonly InventoryTurn[]> {
  const { source, accountId, streams, nowMs } = request;
  const regions = inventoryRegions(streams, source.region);
  try {
    if (regions.length === 0 || (await accountOf(env, source)) !== accountId) return [];
    return await env.INTAKE_LEDGER.getByName(ledgerName(source.id, accountId)).claimInventories(regions, nowMs);
  } catch (error) {
    logFailure(request, null, error);
    return [];
  }
}

/** All at the same time. Never rejects. */
export async function refreshInventories(
  env: Env,
  request: PollRequest,
  turns: readonly InventoryTurn[],
): Promise<void> {
  const { source, accountId, nowMs } = request;
  const ledger = env.INTAKE_LEDGER.getByName(ledgerName(source.id, accountId));
  const client = sourceClient(configOf(env), source);
  await Promise.all(
    turns.map(async ({ region }) => {
      try {
        await ledger.noteInventory(region, await refresh(env, client, accountId, region), nowMs);
      } catch (error) {
        logFailure(request, region, error);
        const problem = messageOf(error);
        await ledger.noteInventory(region, { problem, denied: isDenial(error) }, nowMs).catch(() => undefined);
      }
    }),
  );
}

/** Interfaces last: theirs is the fuller view. Throws AwsError where EC2 refuses. */
async function refresh(env: Env, client: Ec2Client, accountId: string, region: string): Promise<Refreshed> {
  const endMs = client.world.nowMs() + INVENTORY_MS_MAX;
  const instances = await learnAll(env, client, accountId, region, "DescribeInstances", endMs);
  const interfaces = await learnAll(env, client, accountId, region, "DescribeNetworkInterfaces", endMs);
  return {
    instances: instances.items,
    interfaces: interfaces.items,
    complete: instances.complete && interfaces.complete,
  };
}

async function learnAll(
  env: Env,
  client: Ec2Client,
  accountId: string,
  region: string,
  action: DescribeAction,
  endMs: number,
): Promise<{ readonly items: number; readonly complete: boolean }> {
  let items = 0;
  let token: string | null = null;
  for (let page = 0; page < INVENTORY_PAGES_MAX && client.world.nowMs() < endMs; page++) {
    const askedMs = client.world.nowMs();
    const answer: DescribedPage = await describePage(client, region, action, token);
    // Shared VPCs show interfaces of other accounts.
    const own = answer.items.filter(({ ownerId }) => ownerId === accountId);
    const read = action === "DescribeInstances" ? describedInstance : describedInterface;
    const changes = own.flatMap(({ item }) => read(item, askedMs));
    if (changes.length > 0) await regionStub(env, accountId, region).learnDescribed(JSON.stringify(changes));
    const homes = changes.flatMap(({ kind, id, timeMs }) =>
      kind === "instance" ? [{ kind, id, timeMs, fields: { region } }] : [],
    );
    // Where an instance is, is asked of the account as a whole: its role may be used in any Region.
    if (homes.length > 0) await regionStub(env, accountId, GLOBAL).learnDescribed(JSON.stringify(homes));
    items += own.length;
    token = answer.next;
    if (token === null) return { items, complete: true };
  }
  return { items, complete: false };
}

/** Own identities whose account has been asked for, by access key; few, and public. */
const ownAccounts = new Map<string, string | null>();

async function accountOf(env: Env, { roleArn, region }: Source): Promise<string | null> {
  if (roleArn !== null) return accountIn(roleArn);
  const config = configOf(env);
  const { accessKeyId } = config.aws;
  const known = ownAccounts.get(accessKeyId);
  if (known !== undefined) return known;
  const account = accountIn(await ownArn(config, region));
  ownAccounts.clear();
  ownAccounts.set(accessKeyId, account);
  return account;
}

/** "arn:aws:iam::123456789012:role/reader" → "123456789012". */
export function accountIn(arn: string): string | null {
  return arn.split(":")[4] || null;
}

const DENIALS: ReadonlySet<string> = new Set(["UnauthorizedOperation", "AccessDenied", "AccessDeniedException"]);

function isDenial(error: unknown): boolean {
  return error instanceof AwsError && DENIALS.has(error.code);
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 300);
}

function logFailure({ source, accountId }: PollRequest, region: string | null, error: unknown): void {
  const event = isDenial(error) ? "inventory.denied" : "inventory.failed";
  console.error(JSON.stringify({ event, source: source.id, accountId, region, reason: messageOf(error) }));
}
