/** A CloudTrail object as bytes → calls, with a count of everything that was not one. */

import type { ReadCall } from "../../calls/call-table.ts";
import type { Json } from "../../json.ts";
import { ObjectCounts } from "../object-counts.ts";
import { parseRun } from "./parse-run.ts";
import { PlainCalls } from "./plain-calls.ts";
import { RecordSplitter } from "./record-splitter.ts";
import { Repeated } from "./repeated.ts";
import { ALWAYS, categoryOf, checkRecord, type KeyFacts, type ReadsBodies, toApiCall } from "./to-api-call.ts";
import { unwrap } from "./unwrap.ts";

/** Changes when the same bytes would give other events or other chunks: part of every chunk id. */
export const CLOUDTRAIL_PARSER_VERSION = 2;

export class CloudTrailReader {
  readonly counts = new ObjectCounts();
  readonly #splitter: RecordSplitter;
  readonly #repeated = new Repeated();
  readonly #readsBodies: ReadsBodies;

  /** `onCall` gets each management event and the length of its record in bytes. */
  constructor(key: KeyFacts, onCall: (call: ReadCall, bytes: number) => void, readsBodies: ReadsBodies = ALWAYS) {
    this.#readsBodies = readsBodies;
    const reject = (reason: string): void => this.counts.reject(reason);
    const take = (value: Json, bytes: number): void => {
      for (const inner of unwrap(value)) this.#take(inner, bytes, key, onCall);
    };
    const plain = new PlainCalls(key, readsBodies);
    this.#splitter = new RecordSplitter({
      onRun: (run) => parseRun(run, take, reject),
      onReject: reject,
      plain: {
        endOf: (bytes, from) => plain.endOf(bytes, from),
        take: (bytes) => {
          const read = plain.read();
          if (read === null) return false;
          if (typeof read === "string") this.counts.skip(read);
          else {
            this.counts.records++;
            onCall(read, bytes);
          }
          return true;
        },
      },
    });
  }

  push(slice: Uint8Array): void {
    this.counts.bytes += slice.length;
    this.#splitter.push(slice);
  }

  /** What says that the object was cut, or null. The records before the cut have been given. */
  end(): string | null {
    return this.#splitter.end();
  }

  #take(value: Json, bytes: number, key: KeyFacts, onCall: (call: ReadCall, bytes: number) => void): void {
    const record = checkRecord(value);
    if (!record.ok) return this.counts.reject(record.error);
    const category = categoryOf(record.value);
    if (category !== "Management") return this.counts.skip(category);
    const call = toApiCall(record.value, key, this.#readsBodies, this.#repeated);
    if (!call.ok) return this.counts.reject(call.error);
    this.counts.records++;
    onCall(call.value, bytes);
  }
}
