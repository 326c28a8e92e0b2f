/** A self-signed X.509 certificate in PEM, written by hand: Node makes keys and no certificates. RFC 5280, section 4.1. */

import { type KeyObject, sign } from "node:crypto";

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const size = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
const text = (tag: number, value: string): Buffer => der(tag, Buffer.from(value, "latin1"));
const bits = (value: Uint8Array): Buffer => der(0x03, Buffer.from([0]), value);

/** 1.2.840.113549.1.1.11, sha256WithRSAEncryption; 2.5.4.3, commonName. */
const SHA256_RSA = sequence(Buffer.from("06092a864886f70d01010b", "hex"), Buffer.from("0500", "hex"));
const COMMON_NAME = Buffer.from("0603550403", "hex");

function utcTime(timeMs: number): Buffer {
  return text(0x17, `${new Date(timeMs).toISOString().slice(2, 19).replace(/[-:T]/g, "")}Z`);
}

export function certificatePem(
  keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject },
  name: string,
  [fromMs, toMs]: readonly [number, number],
): string {
  const subject = sequence(der(0x31, sequence(COMMON_NAME, text(0x0c, name))));
  const body = sequence(
    der(0xa0, Buffer.from("020102", "hex")),
    Buffer.from("02020101", "hex"),
    SHA256_RSA,
    subject,
    sequence(utcTime(fromMs), utcTime(toMs)),
    subject,
    keys.publicKey.export({ type: "spki", format: "der" }),
  );
  const certificate = sequence(body, SHA256_RSA, bits(sign("RSA-SHA256", body, keys.privateKey)));
  const lines = certificate.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}
