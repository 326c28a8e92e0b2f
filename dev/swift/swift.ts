/**
 * OpenStack Swift with its S3 API from Debian's packages, in a few seconds on loopback: an S3 that others wrote, to test
 * our client and ledger against. Debian 12: `apt-get install --no-install-recommends
 * swift-proxy swift-account swift-container swift-object`. It has one key for all buckets and no STS.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

/** There where the packages are installed. */
export const SWIFT_PROGRAM = "/usr/bin/swift-proxy-server";
const PYTHON = "/usr/bin/python3";

/** Of our own S3 client's shape: one key, any bucket. */
export const SWIFT_KEYS = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
} as const;

/** Five seconds on an idle machine; a busy one takes ten times that. */
const START_MS_MAX = 180_000;
const SERVERS = ["proxy", "account", "container", "object"] as const;

export type Swift = {
  /** Endpoint of the S3 API, path-style, without a slash at its end. */
  readonly url: string;
  /** Ends the servers and removes what they kept. */
  readonly stop: () => Promise<void>;
};

/** Resolves when all four servers answer; throws with their logs where they do not. */
export async function startSwift(region = "us-east-1"): Promise<Swift> {
  const folder = mkdtempSync(`${tmpdir()}/watchpost-swift-`);
  const ports = Object.fromEntries(await Promise.all(SERVERS.map(async (name) => [name, await freePort()])));
  const { accessKeyId: accessKey, secretAccessKey: secretKey } = SWIFT_KEYS;
  writeFileSync(`${folder}/settings.json`, JSON.stringify({ folder, ports, accessKey, secretKey, region }));
  const child = spawn(PYTHON, [`${import.meta.dirname}/servers.py`, `${folder}/settings.json`], {
    stdio: ["pipe", "ignore", "pipe"],
    env: { ...process.env, PYTHONPATH: import.meta.dirname },
  });
  let errors = "";
  child.stderr.on("data", (text: Buffer) => (errors = `${errors}${text.toString()}`.slice(-4_000)));
  const stop = async (): Promise<void> => {
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  const endMs = Date.now() + START_MS_MAX;
  for (const name of SERVERS) {
    const path = name === "proxy" ? "/healthcheck" : "/recon/version";
    while (!(await answers(`http://127.0.0.1:${ports[name]}${path}`))) {
      if (Date.now() < endMs && child.exitCode === null) {
        await sleep(50);
        continue;
      }
      const log = existsSync(`${folder}/log/${name}.log`) ? readFileSync(`${folder}/log/${name}.log`, "utf8") : "";
      await stop();
      throw new Error(`Swift's ${name} server does not answer: ${errors}${log.slice(-2_000)}`);
    }
  }
  return { url: `http://127.0.0.1:${ports["proxy"]}`, stop };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}

/** Its end of the pipe closes, upon which it ends its children and itself. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.stdin?.end();
  const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await ended;
  clearTimeout(timer);
}
