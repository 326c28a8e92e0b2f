/** Loads the Worker's own modules into Node: platform modules are replaced. */

import { registerHooks } from "node:module";

const REPLACED: Readonly<Record<string, string>> = {
  "cloudflare:workers": import.meta.resolve("./cloudflare-workers.ts"),
};
const ZLIB = import.meta.resolve("./zlib.ts");

registerHooks({
  resolve(specifier, context, next) {
    const replaced = REPLACED[specifier];
    if (replaced !== undefined) return { url: replaced, shortCircuit: true };
    const isOurs = context.parentURL?.includes("/src/") ?? false;
    if (specifier === "node:zlib" && isOurs) return { url: ZLIB, shortCircuit: true };
    return next(specifier, context);
  },
});
