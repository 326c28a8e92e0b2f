/** Files and folders → log files in key order, and the kind of each: told from the key's layout, then from its content. */

import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { inflate, InflateError } from "../src/intake/inflate.ts";
import { type LogKind, parseLogKey } from "../src/core/sources/log-key.ts";

export type LogFile = { readonly path: string; readonly key: string };

/** Bytes of inflated text that tell the kind. */
const HEAD_BYTES = 4_096;

/** All files below the paths, in byte order of their keys (path with "/"). Throws where a path does not exist. */
export async function findLogs(paths: readonly string[]): Promise<LogFile[]> {
  const files: LogFile[] = [];
  for (const path of paths) {
    const full = resolve(path);
    const names = (await stat(full)).isDirectory()
      ? await readdir(full, { recursive: true, withFileTypes: true })
      : null;
    if (names === null) files.push(toFile(full));
    else for (const entry of names) if (entry.isFile()) files.push(toFile(join(entry.parentPath, entry.name)));
  }
  return files.sort((one, other) => (one.key < other.key ? -1 : Number(one.key > other.key)));
}

function toFile(path: string): LogFile {
  return { path, key: path.split(sep).join("/") };
}

export type FileKind = LogKind | "unknown" | "neighbour";

/** A neighbour is something that AWS writes beside the logs (digests, Insights, Config …); it is skipped. */
export async function kindOf(file: LogFile): Promise<FileKind> {
  const key = parseLogKey(file.key);
  if (key !== null) return "neighbour" in key ? "neighbour" : key.kind;
  if (/CloudTrail-(?:Digest|Insight)/.test(file.key)) return "neighbour";
  return kindOfText(await headOf(file.path));
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
  if (/"(?:eventSource|eventVersion|userIdentity|CloudTrailEvent|Records)"/.test(text)) return "cloudtrail";
  if (/^(?:version|account-id|\$\{version\}|interface-id|srcaddr|action) /.test(text)) return "flow";
  if (/^\d+ \d{8,14} (?:eni-[0-9a-f]+|-) /m.test(text)) return "flow";
  return text.startsWith("{") || text.startsWith("[") ? "cloudtrail" : "unknown";
}
