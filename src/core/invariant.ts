/** For states that only a mistake of our own can reach: bad input is a `Result`, never an invariant. */

export class InvariantError extends Error {
  override readonly name = "InvariantError";
}

export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}
