/** Seeded randomness: every actor has a stream of its own, named by what it is, so that one more actor changes no other. */

export class Random {
  #state: number;

  constructor(seed: number, name: string) {
    // FNV-1a over the name, mixed with the seed.
    let hash = 0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1);
    for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
    this.#state = hash | 0;
    this.fraction();
  }

  /** mulberry32: 0 to 1, 1 left out. */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(limit: number): number {
    return Math.floor(this.fraction() * limit);
  }

  /** Both ends included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  }

  /** The first items far oftener than the last: habits are like this. */
  pickEarly<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(items.length * this.fraction() ** 2.5)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  }

  /** Around `mean`, by the sum of three throws; never below 0. */
  around(mean: number, spread = mean / 3): number {
    const bell = this.fraction() + this.fraction() + this.fraction() - 1.5;
    return Math.max(0, mean + bell * spread);
  }

  hex(length: number): string {
    let text = "";
    while (text.length < length) text += ((this.fraction() * 0x100000000) >>> 0).toString(16).padStart(8, "0");
    return text.slice(0, length);
  }

  /** Capitals and digits, as AWS's ids have them. */
  id(length: number): string {
    let text = "";
    for (let at = 0; at < length; at++) text += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[this.below(32)];
    return text;
  }

  uuid(): string {
    const digits = this.hex(30);
    return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(12, 15)}-8${digits.slice(15, 18)}-${digits.slice(18)}`;
  }
}
