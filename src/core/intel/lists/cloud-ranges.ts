/** The files in which cloud providers publish their ranges: each entry comes with provider, service and Region as its family. */

import { CLOUD_ROW_RANGES_MAX } from "../../limits.ts";
import { type CloudLabel, cloudText } from "../cloud-label.ts";
import { csvParser } from "./csv-parser.ts";
import { JsonTokens } from "./json-tokens.ts";
import type { ListParser, ListSink } from "./list-entry.ts";

/**
 * AWS ip-ranges.json, Google cloud.json, Azure service tags, Oracle public_ip_ranges.json and Cloudflare's API, told by the
 * field in which the range stands; else a geofeed (RFC 8805: DigitalOcean) or one range a line, which name no provider.
 */
export function cloudRangesParser(sink: ListSink): ListParser {
  let parser: ListParser | null = null;
  let blank = "";
  return {
    push: (text) => {
      if (parser) return parser.push(text);
      blank += text;
      const start = blank.trimStart();
      if (start === "") return null;
      parser = start.startsWith("{") ? jsonParser(sink) : geofeedParser(sink);
      return parser.push(blank);
    },
    end: () => parser?.end() ?? null,
  };
}

/** Fields of ranges, and whose file has them. */
const RANGE_FIELDS: Readonly<Record<string, string>> = {
  ip_prefix: "aws",
  ipv6_prefix: "aws",
  ipv4Prefix: "google",
  ipv6Prefix: "google",
  addressPrefixes: "azure",
  cidr: "oracle",
  ipv4_cidrs: "cloudflare",
  ipv6_cidrs: "cloudflare",
  // MISP's warning lists, of any provider.
  list: "",
};
/** First that is there. Azure's own name for a service is empty in the tags of whole Regions ("AzureCloud.westeurope"). */
const SERVICE_FIELDS = ["service", "systemService", "tags"] as const;
const REGION_FIELDS = ["region", "scope"] as const;
const KEPT = new Set<string>([...SERVICE_FIELDS, ...REGION_FIELDS]);
const NOWHERE = new Set(["GLOBAL", "global"]);

type Frame = { readonly array: boolean; key: string; readonly fields: Map<string, string>; readonly found: Found[] };
type Found = {
  readonly text: string;
  readonly line: number;
  readonly field: string;
  readonly fields: Frame["fields"][];
};

/** What a range is of may stand after it, and in the objects around it: it is told when the outermost but one ends. */
function jsonParser(sink: ListSink): ListParser {
  const stack: Frame[] = [];
  const tokens = new JsonTokens({
    open: (kind) => void stack.push({ array: kind === "array", key: "", fields: new Map(), found: [] }),
    close: () => {
      const frame = stack.pop();
      const parent = stack.at(-1);
      if (frame === undefined) return;
      if (!frame.array) for (const found of frame.found) found.fields.push(frame.fields);
      if (parent === undefined || stack.length <= OUTER_DEPTH) for (const found of frame.found) tell(found, sink);
      else for (const found of frame.found) parent.found.push(found);
    },
    key: (name) => {
      const frame = stack.at(-1);
      if (frame) frame.key = name;
    },
    string: (text, line) => {
      const frame = stack.at(-1);
      const owner = stack.findLast(({ array }) => !array);
      if (frame === undefined || owner === undefined) return;
      if (Object.hasOwn(RANGE_FIELDS, owner.key)) {
        const found: Found = { text, line, field: owner.key, fields: [] };
        if (frame.found.length < CLOUD_ROW_RANGES_MAX) frame.found.push(found);
        // What stands after it is not waited for.
        else
          tell(
            {
              ...found,
              fields: stack
                .filter(({ array }) => !array)
                .map(({ fields }) => fields)
                .toReversed(),
            },
            sink,
          );
      } else if (KEPT.has(owner.key) && !owner.fields.has(owner.key)) owner.fields.set(owner.key, text);
    },
    other: () => {},
  });
  return { push: (text) => tokens.push(text), end: () => tokens.end() };
}

/** The whole, its array of rows: what lies deeper belongs to one row. */
const OUTER_DEPTH = 2;

/** `fields`: of the objects around the range, the innermost first. */
function tell({ text, line, field, fields }: Found, sink: ListSink): void {
  const first = (names: readonly string[]): string => {
    for (const own of fields) for (const name of names) if (own.get(name)) return own.get(name) ?? "";
    return "";
  };
  const region = first(REGION_FIELDS);
  const label: CloudLabel = {
    provider: RANGE_FIELDS[field] ?? "",
    service: first(SERVICE_FIELDS),
    region: NOWHERE.has(region) ? "" : region,
  };
  sink.entry({ text, family: cloudText(label) }, line);
}

/** RFC 8805: range, country, region (ISO 3166-2), city, postal code. Lines of a range alone are of this form too. */
function geofeedParser(sink: ListSink): ListParser {
  return csvParser(sink, ([text = "", , region = ""], line) => {
    if (text.startsWith("#")) return;
    sink.entry({ text, family: cloudText({ provider: "", service: "", region }) }, line);
  });
}
