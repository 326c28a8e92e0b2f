/** The command line of `scan`: options → a checked value, or one clear line. */

import { parseArgs } from "node:util";
import { CATEGORIES, type Category, isCategory } from "../src/core/intel/categories.ts";
import { err, ok, type Result } from "../src/core/result.ts";
import { isRegionText } from "../src/core/sources/log-key.ts";

export const FORMATS = ["guardduty", "eventbridge", "asff", "ocsf"] as const;
export type Format = (typeof FORMATS)[number];

export type ListOption = { readonly category: Category; readonly file: string };

export type ScanOptions = {
  readonly paths: readonly string[];
  readonly learn: readonly string[];
  readonly lists: readonly ListOption[];
  /** Regions to hold enabled; null for those seen. */
  readonly regions: readonly string[] | null;
  readonly format: Format;
  readonly feeds: boolean;
  readonly explain: boolean;
};

export function parseScanOptions(args: readonly string[]): Result<ScanOptions> {
  const parsed = read(args);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  const format = FORMATS.find((name) => name === (values.format ?? "guardduty"));
  if (!format) return err(`--format is one of ${FORMATS.join(", ")}`);
  if (positionals.length === 0) return err("name at least one file or folder of logs");
  const lists: ListOption[] = [];
  for (const text of values.list ?? []) {
    const list = parseList(text);
    if (!list.ok) return list;
    lists.push(list.value);
  }
  const regions = values.regions === undefined ? null : [...new Set(values.regions.split(","))];
  const wrong = regions?.find((region) => !isRegionText(region));
  if (wrong !== undefined) return err(`--regions is a list such as eu-west-1,us-east-1; "${wrong}" is no Region`);
  return ok({
    paths: positionals,
    learn: values.learn ?? [],
    lists,
    regions,
    format,
    feeds: !values["no-feeds"],
    explain: values.explain ?? false,
  });
}

function read(args: readonly string[]) {
  try {
    return ok(
      parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
          learn: { type: "string", multiple: true },
          list: { type: "string", multiple: true },
          regions: { type: "string" },
          format: { type: "string" },
          "no-feeds": { type: "boolean" },
          explain: { type: "boolean" },
        },
      }),
    );
  } catch (error) {
    return err(error instanceof Error ? (error.message.split(/\.\s/)[0] ?? "bad option") : "bad option");
  }
}

function parseList(text: string): Result<ListOption> {
  const equals = text.indexOf("=");
  const category = text.slice(0, equals);
  if (!isCategory(category) || equals === text.length - 1)
    return err(`--list is CATEGORY=FILE, with one of ${CATEGORIES.join(", ")}, cloud, popular`);
  return ok({ category, file: text.slice(equals + 1) });
}
