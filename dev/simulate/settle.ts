/** When everything that one event of the simulation caused has come to rest. */

let underWay = 0;

/** Work outside the JavaScript thread (inflating) is counted from its start to its end. */
export function begin(): void {
  underWay++;
}

export function finished(count = 1): void {
  underWay -= count;
}

function isBusy(): boolean {
  return underWay > 0;
}

// Kept here before the simulation puts its own timers in their place.
const realImmediate = setImmediate;

/** Microtasks have run by the time that an immediate does. */
export async function settle(): Promise<void> {
  do await new Promise<void>((resolve) => void realImmediate(resolve));
  while (isBusy());
}
