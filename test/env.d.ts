declare namespace Cloudflare {
  interface Env extends Omit<import("../src/env.ts").Env, never> {
    OBJECTS: R2Bucket;
    MIGRATIONS: import("@cloudflare/vitest-plugin").D1Migration[];
  }
  interface GlobalProps {
    mainModule: typeof import("../src/index.ts");
  }
}
