/** Files and folders → log files in key order, and the kind of each: told from the key's layout, then from its content. */

import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { inflate, InflateError } from "../src/http/inflate.ts";
import { type LogKind, parseLogKey } from "../src/core/sources/log-key.ts";

export type LogFile = { readonly path: string; readonly key: string };

/** Bytes of inflated text that tell the kind. */
const HEAD_BYTES = 4_096;

/**
 * All files below the paths, each once, in order of their keys (path with "/"). Links to files are followed, links to
 * folders are not. Throws where a path does not exist.
 */
export async function findLogs(paths: readonly string[]): Promise<LogFile[]> {
  const found = new Set<string>();
  for (const path of paths) {
    const full = resolve(path);
    if ((await stat(full)).isDirectory()) for (const file of await filesBelow(full)) found.add(file);
    else found.add(full);
  }
  const files = [...found].map(toFile);
  return files.sort((one, other) => (one.key < other.key ? -1 : Number(one.key > other.key)));
}

async function filesBelow(folder: string): Promise<string[]> {
  const files: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() || (entry.isSymbolicLink() && (await isFile(path)))) files.push(path);
  }
  return files;
}

/** False for a link that leads nowhere. */
async function isFile(path: string): Promise<boolean> {
  return await stat(path).then(
    (facts) => facts.isFile(),
    () => false,
  );
}

function toFile(path: string): LogFile {
  return { path, key: path.split(sep).join("/") };
}

export type FileKind = LogKind | "unknown" | "neighbour";

/** A neighbour is something that AWS writes beside the logs (digests, Insights, Config …); it is skipped. */
export async function kindOf(file: LogFile): Promise<FileKind> {
  const key = parseLogKey(file.key);
  if (key !== null) return "neighbour" in key ? "neighbour" : key.kind;
  if (isNeighbour(file.key)) return "neighbour";
  // Only flow logs come in Parquet.
  if (file.key.endsWith(".parquet")) return "flow";
  return kindOfText(await headOf(file.path));
}

/** By folder, or by the file's name where it was copied out of it. */
function isNeighbour(key: string): boolean {
  return /\/CloudTrail-(?:Digest|Insight)\/|_CloudTrail-(?:Digest|Insight)_[^/]*$/.test(key);
}

async function headOf(path: string): Promise<string> {
  const decoder = new TextDecoder();
  let head = "";
  try {
    for await (const slice of inflate(createReadStream(path), Number.POSITIVE_INFINITY)) {
      head += decoder.decode(slice.subarray(0, HEAD_BYTES), { stream: true });
      if (head.length >= HEAD_BYTES) break;
    }
  } catch (error) {
    if (!(error instanceof InflateError)) throw error;
  }
  return head;
}

/** Digest objects have neither records nor lines of a log; reading them as CloudTrail would only reject them. */
function kindOfText(head: string): FileKind {
  const text = head.trimStart();
  if (/"digestS3Object"|"digestPublicKeyFingerprint"/.test(text)) return "neighbour";
  if (/"(?:query_name|query_timestamp)"/.test(text)) return "dns";
  if (/^(?:version|account-id|\$\{version\}|interface-id|srcaddr|action) /.test(text)) return "flow";
  if (/^\d{1,2} (?:\S+ ){10,}.*\b(?:OK|NODATA|SKIPDATA)\b/m.test(text)) return "flow";
  return text.startsWith("{") || text.startsWith("[") ? "cloudtrail" : "unknown";
}
