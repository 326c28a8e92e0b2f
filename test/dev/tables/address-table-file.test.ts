/** The table of the real packages, against networks that everybody knows. */

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ensureAddressTable, writeAddressTable } from "../../../dev/tables/address-table-file.ts";
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

test("is renewed from newer files, whole or not at all", async () => {
  const folder = await mkdtemp(join(tmpdir(), "watchpost-tables-"));
  try {
    const path = join(folder, "addresses.bin");
    const files = {
      "asn-ipv4-num.csv": '3405803776,3405804031,64500,"Newer, Inc."\n',
      "asn-ipv6-num.csv":
        "42540766411282592856903984951653826560,42540766490510755371168322545197776895,64501,Newer Six\n",
      "geo-whois-asn-country-ipv4-num.csv": "3405803776,3405804031,NL\n",
      "geo-whois-asn-country-ipv6-num.csv":
        "42540766411282592856903984951653826560,42540766490510755371168322545197776895,SE\n",
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    expect(await writeAddressTable(path, folder)).toBeGreaterThan(0);
    const bytes = await readFile(path);
    const table = decodeAddressTable(bytes);
    if (!table.ok) throw new Error(table.error);
    expect(placeOf(table.value, parseIp("203.0.113.7") ?? "")).toEqual({
      asn: 64_500,
      asnOrg: "Newer, Inc.",
      country: "NL",
    });
    expect(placeOf(table.value, parseIp("2001:db8::1") ?? "")).toMatchObject({ asn: 64_501, country: "SE" });
    await writeFile(join(folder, "asn-ipv4-num.csv"), "<html>moved</html>\n");
    await expect(writeAddressTable(path, folder)).rejects.toThrow("0 ranges, 1 refused");
    await rm(join(folder, "asn-ipv4-num.csv"));
    await expect(writeAddressTable(path, folder)).rejects.toThrow("ENOENT");
    expect(await readFile(path)).toEqual(bytes);
  } finally {
    await rm(folder, { recursive: true });
  }
});
