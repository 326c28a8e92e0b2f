/** Memory of stored tables once loaded by a Worker: growth of workerd's resident memory, what loading itself left included. */

import { readdirSync, readFileSync } from "node:fs";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { bundleWorker } from "../build.ts";
import type { StoredTables } from "./load-tables.ts";

/** Null off Linux, which tells it in /proc. */
export async function loadedInWorkerd({ key, threats, addresses }: StoredTables<Uint8Array>): Promise<number | null> {
  if (process.platform !== "linux") return null;
  const contents = await bundleWorker(`${import.meta.dirname}/loaded-worker.ts`);
  const modules = [{ type: "ESModule" as const, path: "loaded.js", contents }];
  const workers = [{ name: "loaded", compatibilityDate: "2026-08-01", modules }];
  const miniflare = new Miniflare(convertV4MiniflareOptions({ cf: false, workers }));
  try {
    const { origin } = await miniflare.ready;
    const post = async (path: string, bytes: Uint8Array): Promise<void> => {
      const response = await fetch(`${origin}${path}`, { method: "POST", body: bytes as Uint8Array<ArrayBuffer> });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${(await response.text()).slice(0, 300)}`);
    };
    await fetch(origin);
    const before = residentBytes();
    for (const bytes of threats) await post(`/threats?${key.join(",")}`, bytes);
    if (addresses !== null) await post("/addresses", addresses);
    return residentBytes() - before;
  } finally {
    await miniflare.dispose();
  }
}

/** Of the workerd that this process started. */
function residentBytes(): number {
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const status = statusOf(pid);
    if (!/^Name:\tworkerd$/m.test(status) || !status.includes(`\nPPid:\t${process.pid}\n`)) continue;
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
  }
  throw new Error("no workerd runs");
}

function statusOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    // It ended between the listing and the look.
    return "";
  }
}
