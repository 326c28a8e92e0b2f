/** Peak memory while reading one file: `node bench/memory.ts FILE` prints MiB above what the idle process holds. */

import { createReadStream } from "node:fs";
import { cloudtrailPipeline } from "./cloudtrail.ts";

const [, , file = ""] = process.argv;
// Code and heap as they are in a process that has been reading for a while, without the file's own bytes.
await cloudtrailPipeline(createReadStream(file, { end: 64 * 1024 }));
const idle = process.memoryUsage.rss();
let peak = idle;
const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 5);
await cloudtrailPipeline(createReadStream(file));
clearInterval(timer);
peak = Math.max(peak, process.resourceUsage().maxRSS * 1024, process.memoryUsage.rss());
console.log(((peak - idle) / 1024 / 1024).toFixed(1));
