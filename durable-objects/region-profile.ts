/** One account in one Region: its settings and hosts; or in all Regions together (GLOBAL): what is normal in it. */

import type { ChunkIdentity } from "../src/core/apply-chunk.ts";
import { applyToAccount, applyToRegion, forgetToAccount } from "../src/core/apply-packed.ts";
import type { PackedCalls } from "../src/core/group/call-codec.ts";
import { learnDescribed } from "../src/core/inventory/described.ts";
import type { Change } from "../src/core/inventory/entity.ts";
import { describeHost, type InventoryStore } from "../src/core/inventory/inventory.ts";
import { type AccountContext, NO_CONTEXT } from "../src/core/profile/account-context.ts";
import type { HostFacts, HostQuestion } from "../src/core/profile/host-facts.ts";
import { packHostNames, renameHosts } from "../src/core/profile/host-names.ts";
import type { Env } from "../src/env.ts";
import { CallProfileObject } from "./call-profile-object.ts";
import { sqlInventory } from "./inventory-tables.ts";
import type { AppliedAnswer } from "./profile-object.ts";

/** `facts`: HostFacts of each question, as JSON text. */
export type DescribedHosts = { readonly facts: string; readonly rowsWritten: number };

/** `context`: AccountContext, as JSON text. */
export type LearnedAnswer = { readonly context: string; readonly rowsWritten: number };

export class RegionProfile extends CallProfileObject {
  readonly #inventory: InventoryStore;
  /** Rows of the inventory written by the call at hand. */
  #inventoryRows = 0;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#inventory = sqlInventory(ctx.storage.sql, (rows) => (this.#inventoryRows += rows));
  }

  /** `name`: account and Region. */
  apply(chunk: ChunkIdentity, name: readonly string[], calls: PackedCalls): AppliedAnswer {
    this.#inventoryRows = 0;
    const applied = this.applyOnce(chunk, (row) => applyToRegion(row, name, calls, this.#inventory));
    return { ...applied, rowsWritten: applied.rowsWritten + this.#inventoryRows };
  }

  /** Of the object that stands for all Regions: learns the account's calls, and remembers what it said of them. */
  learn(chunk: ChunkIdentity, name: readonly string[], calls: PackedCalls): LearnedAnswer {
    return this.ctx.storage.transactionSync(() => {
      const known = this.applied.recall(chunk);
      if (known !== null) {
        return { context: known.answer ?? JSON.stringify(NO_CONTEXT satisfies AccountContext), rowsWritten: 0 };
      }
      this.#inventoryRows = 0;
      const { context, row } = applyToAccount(this.load(), name, calls, this.#inventory);
      const rows = this.save(row) + this.applied.remember(chunk, context, Date.now());
      return { context, rowsWritten: rows + this.#inventoryRows };
    });
  }

  /** Of the object that stands for all Regions: unlearns calls of a chunk, once. Returns rows written. */
  forget(chunk: ChunkIdentity, calls: PackedCalls): number {
    return this.ctx.storage.transactionSync(() => {
      const row = this.load();
      if (row === null || this.applied.recall(chunk) !== null) return 0;
      return this.save(forgetToAccount(row, calls)) + this.applied.remember(chunk, null, Date.now());
    });
  }

  /** What EC2 says exists: Changes as JSON text. The same again changes nothing, so it needs no chunk. Returns rows written. */
  learnDescribed(changes: string): number {
    this.#inventoryRows = 0;
    this.ctx.storage.transactionSync(() => learnDescribed(this.#inventory, JSON.parse(changes) as readonly Change[]));
    return this.#inventoryRows;
  }

  /** What is known of hosts; which profile each belongs to is remembered, so that a replay reaches the same ones. */
  describe(chunk: ChunkIdentity, questions: readonly HostQuestion[]): DescribedHosts {
    return this.ctx.storage.transactionSync(() => {
      const facts = questions.map((question) => describeHost(this.#inventory, question));
      const known = this.applied.recall(chunk);
      const names = known ? known.answer : packHostNames(questions, facts);
      const rowsWritten = known ? 0 : this.applied.remember(chunk, names, Date.now());
      return {
        facts: JSON.stringify(renameHosts(questions, facts, names) satisfies readonly HostFacts[]),
        rowsWritten,
      };
    });
  }
}
