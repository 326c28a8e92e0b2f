/** Goal: each fence of the import direction is held by the linter. Method: one tree of files that each break one, and the linter. */

import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

/** Importer, what it may not import, and a part of the reason that is given. */
const BROKEN: readonly (readonly [from: string, to: string, why: string])[] = [
  ...["intake", "aws", "http", "feeds", "store", "notify", "api"].map(
    (folder) => ["src/core/detect/a.ts", `../../${folder}/b.ts`, "core imports core only"] as const,
  ),
  ["src/core/net/a.ts", "../../aws/b.ts", "core imports core only"],
  ["src/core/net/a.ts", "../../../durable-objects/b.ts", "core imports core only"],
  ["src/core/net/a.ts", "node:fs", "core imports core only"],
  ["src/core/a.ts", "cloudflare:workers", "core imports core only"],
  ["src/core/a.ts", "../env.ts", "core imports core only"],
  ["src/core/net/a.ts", "../findings/b.ts", "net is a leaf"],
  ["src/core/net/a.ts", "../event.ts", "net is a leaf"],
  ["src/core/a.ts", "../../dev/b.ts", "no production module"],
  ...["intake", "notify", "api"].flatMap((folder) => [
    ["src/aws/a.ts", `../${folder}/b.ts`, "aws stands below"] as const,
    ["src/feeds/a.ts", `../${folder}/b.ts`, "feeds stand below"] as const,
    ["src/store/a.ts", `../${folder}/b.ts`, "the store stands below"] as const,
    ["src/http/a.ts", `../${folder}/b.ts`, "http knows bytes"] as const,
  ]),
  ["src/feeds/a.ts", "../../durable-objects/b.ts", "feeds stand below"],
  ["src/aws/a.ts", "../store/b.ts", "aws stands below"],
  ["src/aws/sigv4/a.ts", "../../intake/b.ts", "aws stands below"],
  ["src/store/a.ts", "../aws/b.ts", "the store stands below"],
  ["src/notify/a.ts", "../intake/b.ts", "notify knows findings"],
  ["src/intake/digest/a.ts", "../../api/b.ts", "intake stands below"],
  ["durable-objects/a.ts", "../src/api/b.ts", "durable objects stand below"],
  ...["src/core", "src/aws", "src/http", "src/feeds", "src/store", "src/notify", "src/intake", "src/api"].map(
    (folder) => [`${folder}/a.ts`, "../../dev/b.ts", "no production module"] as const,
  ),
  ["durable-objects/a.ts", "../test/b.ts", "no production module"],
];

/** What stands today, as a sample of what must not be flagged. */
const WHOLE = [
  ["src/core/detect/a.ts", "../net/b.ts"],
  ["src/core/observe.ts", "./findings/b.ts"],
  ["src/intake/a.ts", "../notify/b.ts"],
  ["src/intake/a.ts", "../../durable-objects/b.ts"],
  ["src/feeds/a.ts", "../store/b.ts"],
  ["src/aws/a.ts", "../core/b.ts"],
  ["src/api/a.ts", "../intake/b.ts"],
] as const;

function flagged(imports: readonly (readonly [string, string, ...string[]])[]): string[] {
  const root = mkdtempSync(join(tmpdir(), "fences-"));
  try {
    copyFileSync(join(import.meta.dirname, "../.oxlintrc.json"), join(root, ".oxlintrc.json"));
    for (const [at, [from, to]] of imports.entries()) {
      const path = join(root, dirname(from), `case-${at}.ts`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, `import { b } from "${to}";\n\nexport const a = b;\n`);
    }
    const linter = join(import.meta.dirname, "../node_modules/oxlint/bin/oxlint");
    const { stdout } = spawnSync(process.execPath, [linter, "--format", "json"], { cwd: root, encoding: "utf8" });
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { filename: string; code: string; help?: string }[] };
    const fences = diagnostics.filter(({ code }) => code.includes("no-restricted-imports"));
    return fences.map(({ filename, help }) => `${/case-(\d+)/.exec(filename)?.[1]} ${help}`);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

test("every fence is held, and says why", () => {
  const found = flagged(BROKEN);
  for (const [at, [from, to, why]] of BROKEN.entries()) {
    const own = found.filter((line) => line.startsWith(`${at} `));
    expect(own, `${from} imports ${to}`).toEqual([expect.stringContaining(why)]);
  }
});

test("what may be imported is", () => {
  expect(flagged(WHOLE)).toEqual([]);
});
