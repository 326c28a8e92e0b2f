/** One part of the evaluation. */

export type Outcome = {
  /** For people, line by line. */
  readonly lines: readonly string[];
  /** The same for machines: plain data. */
  readonly figures: object;
};

export type Section = {
  readonly name: string;
  readonly title: string;
  /** Below ../shared. */
  readonly needs: string;
  /** `path`: of what it needs. */
  readonly run: (path: string) => Promise<Outcome>;
};
