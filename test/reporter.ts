/** Closes a run with one plain line, and fails it when WATCHPOST_REQUIRE=all and anything was skipped. */

import type { Reporter, TestModule } from "vitest/node";

export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    const skipped: string[] = [];
    for (const module of modules) {
      if (module.errors().length > 0) count.failed++;
      for (const test of module.children.allTests()) {
        count[test.result().state]++;
        if (test.result().state === "skipped") skipped.push(`${module.relativeModuleId}: ${test.fullName}`);
      }
    }
    if (process.env["WATCHPOST_REQUIRE"] === "all" && skipped.length > 0) {
      console.error(`WATCHPOST_REQUIRE=all, and these were skipped:\n  ${skipped.join("\n  ")}`);
      count.failed += skipped.length;
      count.skipped -= skipped.length;
      process.exitCode = 1;
    }
    // Vitest's own summary follows synchronously; ours must be the last line of the run.
    process.once("exit", () => console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`));
  }
}
