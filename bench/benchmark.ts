/** What the runner measures: one of our pipelines and a reference that reads the same bytes. Runs in Node and in workerd. */

/** Both sides must agree on it, or they did not read the same. `check`: a sum over the records. */
export type Read = { readonly records: number; readonly check: number };

export type Benchmark = {
  readonly name: string;
  readonly referenceName: string;
  /** Records of one timed run. */
  readonly records: number;
  /** An object of so many records, in gzip. */
  readonly data: (records: number) => Uint8Array;
  /** Everything that we do with an object, from its body in pieces. */
  readonly ours: (body: AsyncIterable<Uint8Array>) => Promise<Read>;
  /** The least that any reader does. */
  readonly reference: (body: Uint8Array) => Promise<Read>;
  /** Memory for one object as large as AWS makes them: the row's name, and the records in it. */
  readonly large: { readonly name: string; readonly records: number } | null;
  /** Heap of the process in which our memory is measured, MB: with Node's own bound, 64 MB of garbage are left lying. */
  readonly heapMB?: number;
  /** Another program of Node beside this file that reads the same object and prints its milliseconds. */
  readonly rival?: { readonly name: string; readonly referenceName: string; readonly program: "duckdb" };
};
