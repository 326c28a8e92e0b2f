/**
 * Writes dev/api-map/aws-apis.txt: the API names of the services that the map knows, from AWS's service models as botocore
 * ships them. `node dev/api-map/derive.ts FOLDER`, where FOLDER is botocore/data of an installed botocore.
 */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { curatedNames } from "../../src/core/api-map/curated.ts";
import { API_FILE, apiFileText } from "./api-file.ts";

type Model = { metadata: { endpointPrefix: string; signingName?: string }; operations: Record<string, unknown> };

const folder = process.argv[2];
if (folder === undefined) {
  console.error("usage: node dev/api-map/derive.ts BOTOCORE_DATA_FOLDER");
  process.exit(2);
}
const wanted = new Set(curatedNames().map((name) => name.slice(0, name.indexOf(":"))));
const services = new Map<string, Set<string>>();
for (const entry of readdirSync(folder, { withFileTypes: true })) {
  const model = entry.isDirectory() ? readModel(join(folder, entry.name)) : null;
  if (model === null) continue;
  // CloudTrail's event source is the name that requests are signed for.
  const service = model.metadata.signingName ?? model.metadata.endpointPrefix;
  if (!wanted.has(service)) continue;
  const names = services.get(service) ?? new Set();
  for (const name of Object.keys(model.operations)) names.add(name);
  services.set(service, names);
}
writeFileSync(API_FILE, apiFileText(services));

/** The newest version of a service's model. */
function readModel(path: string): Model | null {
  const version = readdirSync(path).sort().at(-1);
  const file = readdirSync(join(path, version ?? "")).find((name) => name.startsWith("service-2.json"));
  if (version === undefined || file === undefined) return null;
  const bytes = readFileSync(join(path, version, file));
  return JSON.parse((file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString()) as Model;
}
