/** A thread of the simulator: runs what it is sent, one after another, and posts each result. */

import "./hooks.ts";
import "./small-limits.ts";
import { parentPort } from "node:worker_threads";
import type { Job, JobResult } from "./jobs.ts";

const { takeOver } = await import("./platform.ts");
const { runJob } = await import("./run-job.ts");
takeOver();

parentPort?.on("message", async (job: Job) => {
  const result: JobResult = await runJob(job);
  parentPort?.postMessage(result);
});
parentPort?.postMessage("ready");
