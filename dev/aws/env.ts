/** The bindings of the local AWS Worker, and what is made of them once for a request. */

import type { Config } from "./config.ts";
import type { Receiver } from "./receivers/receiver.ts";

export interface LocalAwsEnv {
  readonly OBJECTS: R2Bucket;
  readonly RECEIVERS: DurableObjectNamespace<Receiver>;
  /** Checked by `parseLocalAwsConfig`. */
  readonly AWS_CONFIG: unknown;
}

export interface Context {
  readonly config: Config;
  readonly objects: R2Bucket;
  readonly requestId: string;
  readonly nowMs: number;
}
