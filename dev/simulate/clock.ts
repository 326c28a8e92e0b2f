/** Virtual time: events in order of time, then of being scheduled. One is run at a time, and all it causes settles first. */

export type Timer = { readonly atMs: number; readonly order: number; run: (() => void) | null };

export class Clock {
  nowMs: number;
  readonly #heap: Timer[] = [];
  #order = 0;

  constructor(startMs: number) {
    this.nowMs = startMs;
  }

  /** In whole milliseconds, as clocks tell them. */
  schedule(delayMs: number, run: () => void): Timer {
    const timer: Timer = { atMs: this.nowMs + Math.max(0, Math.ceil(delayMs)), order: this.#order++, run };
    this.#heap.push(timer);
    this.#up(this.#heap.length - 1);
    return timer;
  }

  cancel(timer: Timer): void {
    timer.run = null;
  }

  /** Runs what is due until `untilMs`, then stands there. `settle` resolves when nothing real is under way any more. */
  async runUntil(untilMs: number, settle: () => Promise<void>): Promise<void> {
    for (let next = this.#heap[0]; next !== undefined && next.atMs <= untilMs; next = this.#heap[0]) {
      this.#pop();
      if (next.run === null) continue;
      this.nowMs = next.atMs;
      next.run();
      await settle();
    }
    this.nowMs = Math.max(this.nowMs, untilMs);
  }

  #pop(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#down();
  }

  #up(from: number): void {
    for (let at = from; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!this.#swapUnordered(parent, at)) return;
      at = parent;
    }
  }

  #down(): void {
    for (let at = 0; ;) {
      let child = at * 2 + 1;
      if (child >= this.#heap.length) return;
      if (child + 1 < this.#heap.length && isBefore(this.#at(child + 1), this.#at(child))) child++;
      if (!this.#swapUnordered(at, child)) return;
      at = child;
    }
  }

  #swapUnordered(parent: number, child: number): boolean {
    const [above, below] = [this.#at(parent), this.#at(child)];
    if (!isBefore(below, above)) return false;
    this.#heap[parent] = below;
    this.#heap[child] = above;
    return true;
  }

  #at(index: number): Timer {
    return this.#heap[index] as Timer;
  }
}

function isBefore(one: Timer, other: Timer): boolean {
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);
}
