/** The door of the local system: all requests go to the Worker, but for the one that runs a cron tick by hand. */

type FrontEnv = { readonly WATCHPOST: Fetcher & { scheduled(tick: { cron: string }): Promise<{ outcome: string }> } };

/** As `wrangler dev` has it. */
const SCHEDULED_PATH = "/cdn-cgi/handler/scheduled";

export default {
  async fetch(request, env): Promise<Response> {
    if (new URL(request.url).pathname !== SCHEDULED_PATH) return await env.WATCHPOST.fetch(request);
    const { outcome } = await env.WATCHPOST.scheduled({ cron: "* * * * *" });
    return new Response(outcome, { status: outcome === "ok" ? 200 : 500 });
  },
} satisfies ExportedHandler<FrontEnv>;
