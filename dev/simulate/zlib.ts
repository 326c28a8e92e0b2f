/** `node:zlib` for the code under simulation: the real one, with its thread's work counted so that time can wait for it. */

import { createGunzip as realGunzip, type Gunzip, type ZlibOptions } from "node:zlib";
export * from "node:zlib";
import { begin, finished } from "./settle.ts";

export function createGunzip(options?: ZlibOptions): Gunzip {
  const gunzip = realGunzip(options);
  let own = 0;
  const start = (): void => {
    own++;
    begin();
  };
  const end = (): void => {
    if (own === 0) return;
    own--;
    finished();
  };
  const write = gunzip.write.bind(gunzip) as (piece: Uint8Array, done: (error?: Error | null) => void) => boolean;
  const counted = (piece: Uint8Array, done: (error?: Error | null) => void): boolean => {
    start();
    return write(piece, (error) => {
      end();
      done(error);
    });
  };
  gunzip.write = counted as Gunzip["write"];
  const finish = gunzip.end.bind(gunzip);
  const countedEnd = (): Gunzip => {
    start();
    gunzip.once("end", end).once("error", end);
    return finish();
  };
  gunzip.end = countedEnd as Gunzip["end"];
  gunzip.once("close", () => {
    finished(own);
    own = 0;
  });
  return gunzip;
}
