/** Faults that people have really shipped, planted one at a time into a copy of the source: a test must catch each. */

export type Edit = { readonly file: string; readonly find: string; readonly replace: string };

export type PlantedFault = {
  readonly name: string;
  /** What it does, for the table in docs/testing.md. */
  readonly what: string;
  readonly edits: readonly Edit[];
  readonly caughtBy: Catcher;
};

/** The one test that must fail. */
export type Catcher = {
  /** Arguments of node. */
  readonly args: readonly string[];
  /** What it says then: a test that fails for another reason has caught nothing. */
  readonly says: RegExp;
};

/** Three seeds, as one that catches a fault today may not after the next change to the simulated world. */
const simulate = (says: RegExp): Catcher => ({ args: ["cli/simulate.ts", "--from", "1", "--seeds", "3"], says });
/** `name`: of the test that fails, or how it begins; without signs that mean something in a RegExp. */
const vitest = (project: "node" | "workers", path: string, name: string): Catcher => {
  const args = ["node_modules/vitest/vitest.mjs", "run", "--project", project, path];
  return { args, says: new RegExp(`FAIL .*${name}`) };
};

export const PLANTED_FAULTS: readonly PlantedFault[] = [
  {
    name: "ack before durable",
    what: "A message is acknowledged before its object is read.",
    edits: [
      {
        file: "src/intake/consume-ingest.ts",
        find: "      await ingest(env, body.data);",
        replace: "      message.ack();\n      await ingest(env, body.data);",
      },
    ],
    caughtBy: simulate(/I5 a message of watchpost-ingest is acknowledged/),
  },
  {
    name: "last-key cursor",
    what: "Listing goes on behind the last key seen, whatever arrives before it.",
    edits: [
      {
        file: "src/intake/poll-stream.ts",
        find: "? afterPass(run.state, plan.kind, pass.seen, nowMs)",
        replace: '? { ...run.state, pass: { ...plan, ...pass, kind: "lookBack" } }',
      },
    ],
    caughtBy: simulate(/I1 .* events are counted/),
  },
  {
    name: "missing transaction",
    what: "A profile is saved and its chunk remembered in two steps.",
    edits: [
      {
        file: "durable-objects/profile-object.ts",
        find: "return this.ctx.storage.transactionSync(",
        replace: "return ((work: () => AppliedAnswer) => work())(",
      },
    ],
    caughtBy: vitest(
      "node",
      "test/durable-objects/profile-object.test.ts",
      "whichever statement of an apply fails, nothing of it stays",
    ),
  },
  {
    name: "DecompressionStream",
    what: "Inflated by the platform's stream, which ends at the first member of a gzip file.",
    edits: [
      {
        file: "src/http/inflate.ts",
        find: "of gzip ? gunzip(inPieces(input)) : input)",
        replace: "of gzip ? firstMember(inPieces(input)) : input)",
      },
      {
        file: "src/http/inflate.ts",
        find: "/** Piece by piece, each to its end",
        replace: `async function* firstMember(pieces: Bytes): AsyncGenerator<Uint8Array> {
  const stream = ReadableStream.from(pieces).pipeThrough(new DecompressionStream("gzip") as never);
  try {
    yield* stream as unknown as AsyncIterable<Uint8Array>;
  } catch {}
}

/** Piece by piece, each to its end`,
      },
    ],
    caughtBy: vitest("workers", "test/http/inflate.workers.test.ts", "reads every member"),
  },
  {
    name: "ledger row done too early",
    what: "The row says done before the object is applied.",
    edits: [
      {
        file: "src/intake/consume-ingest.ts",
        find: "  const outcome = await processOrRefuse(deps, message);",
        replace: `  const early = { state: "done", records: 0, rejected: 0, detail: "{}", reason: null } as const;
  const ledger = env.INTAKE_LEDGER.getByName(ledgerName(message.sourceId, message.accountId));
  await ledger.finish(message.key, message.etag, early);
  const outcome = await processOrRefuse(deps, message);`,
      },
    ],
    caughtBy: simulate(/I5 .* is called done before/),
  },
  {
    name: "chunk size that varies",
    what: "Chunks are cut a little differently on each attempt.",
    edits: [
      {
        file: "src/core/group/chunker.ts",
        find: "    this.#limits = limits;",
        replace: "    this.#limits = { ...limits, recordsMax: limits.recordsMax - Math.floor(Math.random() * 9) };",
      },
    ],
    caughtBy: simulate(/I1 .* events are counted/),
  },
  {
    name: "dedupe by key without etag",
    what: "An object that was replaced under the same key counts as read.",
    edits: [
      {
        file: "durable-objects/ledger-tables.ts",
        find: "PRIMARY KEY (key, etag)) WITHOUT",
        replace: "PRIMARY KEY (key)) WITHOUT",
      },
    ],
    caughtBy: simulate(/I4 .* was never found/),
  },
  {
    name: "retry on overloaded",
    what: "A profile that is overloaded is called again at once.",
    edits: [
      {
        file: "src/intake/profile-stubs.ts",
        find: "await principalStub(env, ...name).apply(chunk, name, packed, context);",
        replace: `await principalStub(env, ...name)
        .apply(chunk, name, packed, context)
        .catch(async (error: { overloaded?: boolean }) => {
          if (!error.overloaded) throw error;
          return await principalStub(env, ...name).apply(chunk, name, packed, context);
        });`,
      },
    ],
    caughtBy: simulate(/I7 .* is tried again at once though overloaded/),
  },
  {
    name: "SKIPDATA read as traffic",
    what: "A flow log line that says that records were lost counts as a flow.",
    edits: [
      {
        file: "src/core/sources/flow/flow-reader.ts",
        find: "if (status === STATUS.ok) {",
        replace: "if (status !== STATUS.noData) {",
      },
    ],
    caughtBy: vitest("node", "test/core/sources/flow/flow-reader.test.ts", "reads no data and skipped data"),
  },
  {
    name: "day border missed",
    what: "Just after midnight, the last two hours begin at midnight.",
    edits: [
      {
        file: "src/intake/poll-plan.ts",
        find: "Math.max(nowMs - LOOK_BACK_MS, sinceMs, state.prunedMs)",
        replace: "Math.max(nowMs - LOOK_BACK_MS, sinceMs, state.prunedMs, nowMs - (nowMs % DAY_MS))",
      },
    ],
    caughtBy: vitest("node", "test/intake/poll-plan.test.ts", "else the last two hours, over midnight too"),
  },
];

/** Faults that the simulator has found in this program, put back. */
export const FOUND_FAULTS: readonly PlantedFault[] = [
  {
    name: "pruned rows found again",
    what: "Small streams are listed from their start: objects whose rows were pruned are read a second time.",
    edits: [
      {
        file: "src/intake/poll-plan.ts",
        find: "  const fromMs = Math.max(sinceMs, state.prunedMs);",
        replace: "  const fromMs = sinceMs;",
      },
    ],
    caughtBy: simulate(/I1 40 days later \d+ objects were read again/),
  },
  {
    name: "finding lost with its object",
    what: "An object is replaced before its sightings are stored; its events are duplicates in the new one, and not told.",
    edits: [
      {
        file: "durable-objects/profile-object.ts",
        find: "[...own, ...this.#toldOf(repeatedIds)]",
        replace: "[...own, ...this.#toldOf([])]",
      },
    ],
    caughtBy: vitest(
      "workers",
      "test/durable-objects/applied-chunks.workers.test.ts",
      "an event that another object brings again is told of again",
    ),
  },
];
