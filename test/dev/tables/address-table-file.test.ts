/** The table of the real packages, against networks that everybody knows. */

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ensureAddressTable } from "../../../dev/tables/address-table-file.ts";
import { decodeAddressTable, placeOf } from "../../../src/core/enrich/address-table.ts";
import { parseIp } from "../../../src/core/net/ip.ts";

test("is built once, in less than 16 MiB, and knows well-known addresses", { timeout: 240_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "watchpost-tables-"));
  try {
    const path = join(folder, "deep", "addresses.bin");
    expect(await ensureAddressTable(path)).toBe(true);
    expect(await ensureAddressTable(path)).toBe(false);
    const bytes = await readFile(path);
    expect(bytes.length).toBeLessThan(16 * 1024 * 1024);
    const table = decodeAddressTable(bytes);
    if (!table.ok) throw new Error(table.error);
    const place = (text: string) => placeOf(table.value, parseIp(text) ?? "");
    expect(place("1.1.1.1").asn).toBe(13_335);
    expect(place("8.8.8.8")).toMatchObject({ asn: 15_169, country: "US" });
    expect(place("2606:4700:4700::1111").asn).toBe(13_335);
    expect(place("10.0.0.1").asn).toBeNull();
  } finally {
    await rm(folder, { recursive: true });
  }
});
