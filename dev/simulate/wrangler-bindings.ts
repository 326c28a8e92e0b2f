/** The bindings of wrangler.toml, so that the simulated Worker has those of the real one. Reads the few shapes used there. */

import { readFileSync } from "node:fs";

type Block = { readonly table: string; readonly values: Readonly<Record<string, string>> };

export type QueueConsumer = {
  readonly queue: string;
  readonly batchMax: number;
  readonly batchTimeoutMs: number;
  readonly retriesMax: number;
  readonly retryDelaySeconds: number;
  readonly concurrencyMax: number;
  readonly deadLetterQueue: string | null;
};

export type Bindings = {
  readonly durableObjects: readonly { readonly binding: string; readonly className: string }[];
  readonly producers: readonly { readonly binding: string; readonly queue: string }[];
  readonly consumers: readonly QueueConsumer[];
};

/** Queues' own defaults. Source: Cloudflare Queues documentation, "Configure Queues". */
const DEFAULTS = { batchMax: 10, batchTimeoutSeconds: 5, retriesMax: 3, concurrencyMax: 10 } as const;

export function readBindings(path: string): Bindings {
  const blocks = blocksOf(readFileSync(path, "utf8"));
  const of = (table: string): readonly Block["values"][] => {
    return blocks.filter((block) => block.table === table).map(({ values }) => values);
  };
  return {
    durableObjects: of("durable_objects.bindings").map((block) => {
      return { binding: block["name"] ?? "", className: block["class_name"] ?? "" };
    }),
    producers: of("queues.producers").map((block) => {
      return { binding: block["binding"] ?? "", queue: block["queue"] ?? "" };
    }),
    consumers: of("queues.consumers").map(consumerOf),
  };
}

function consumerOf(block: Block["values"]): QueueConsumer {
  return {
    queue: block["queue"] ?? "",
    batchMax: Number(block["max_batch_size"] ?? DEFAULTS.batchMax),
    batchTimeoutMs: Number(block["max_batch_timeout"] ?? DEFAULTS.batchTimeoutSeconds) * 1000,
    retriesMax: Number(block["max_retries"] ?? DEFAULTS.retriesMax),
    retryDelaySeconds: Number(block["retry_delay"] ?? 0),
    concurrencyMax: Number(block["max_concurrency"] ?? DEFAULTS.concurrencyMax),
    deadLetterQueue: block["dead_letter_queue"] ?? null,
  };
}

function blocksOf(text: string): readonly Block[] {
  const blocks: { table: string; values: Record<string, string> }[] = [];
  for (const line of text.split("\n")) {
    const table = /^\[+([\w.]+)\]+\s*$/.exec(line);
    const value = /^(\w+)\s*=\s*(.*?)\s*$/.exec(line);
    if (table) blocks.push({ table: table[1] ?? "", values: {} });
    else if (value) Object.assign(blocks.at(-1)?.values ?? {}, { [value[1] ?? ""]: unquoted(value[2] ?? "") });
  }
  return blocks;
}

function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, text.indexOf('"', 1)) : text;
}
