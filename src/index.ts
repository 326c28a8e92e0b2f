/** The Worker: fetch, scheduled, queue; re-exports the Durable Object classes. Nothing else. */

import { createApi } from "./api/create-api.ts";
import { configOf, type Env } from "./env.ts";
import { consumeLists } from "./feeds/consume-lists.ts";
import { listDoor } from "./feeds/list-door.ts";
import type { ListMessage } from "./feeds/list-message.ts";
import { loadedTables } from "./feeds/load-enrichment.ts";
import { consumeDead, consumeIngest } from "./intake/consume-ingest.ts";
import { consumePolls } from "./intake/consume-polls.ts";
import type { IngestMessage } from "./intake/ingest-message.ts";
import { coverage } from "./intake/coverage.ts";
import { sourceIntegrity } from "./intake/digest/source-integrity.ts";
import { receive } from "./intake/notifications/receive.ts";
import { confirmSns, verifySns } from "./intake/notifications/sns-door.ts";
import type { PollMessage } from "./intake/poll-message.ts";
import { retryKeys, retryRejected } from "./intake/retry-objects.ts";
import { ownArn } from "./aws/source-client.ts";
import { sourceLedger } from "./intake/source-ledger.ts";
import { sourceObjects } from "./intake/source-objects.ts";
import { tick } from "./intake/tick.ts";
import { trySource } from "./intake/try-source.ts";
import { consumeNotices } from "./notify/consume-notices.ts";
import type { NoticeMessage } from "./env.ts";
import { VERSION } from "./version.ts";

export { HostProfile } from "../durable-objects/host-profile.ts";
export { IntakeLedger } from "../durable-objects/intake-ledger.ts";
export { PrincipalProfile } from "../durable-objects/principal-profile.ts";
export { RegionProfile } from "../durable-objects/region-profile.ts";

type Message = IngestMessage | NoticeMessage | ListMessage | PollMessage;

export default {
  fetch(request: Request, env: Env): Response | Promise<Response> {
    const config = configOf(env);
    const api = createApi({
      version: VERSION,
      apiToken: config.apiToken,
      db: env.DB,
      nowMs: () => Date.now(),
      newId: () => crypto.randomUUID(),
      tryOut: (source) => trySource(config, source),
      snsTopics: config.snsTopics,
      verifySns,
      confirmSns: (message) => confirmSns(message, config.snsTopics),
      eventBridgeSecrets: config.eventBridgeSecrets,
      receive: (door, text) => receive(env, door, text, Date.now()),
      readCoverage: async () => coverage(env, await loadedTables(env, Date.now()), Date.now()),
      lists: listDoor(env),
      readIntegrity: (source) => sourceIntegrity(env, source.id),
      readObjects: (source, query) => sourceObjects(env, source.id, query),
      newExternalId: () => crypto.randomUUID().replaceAll("-", ""),
      ownArn: (region) => ownArn(config, region),
      readLedger: (source, query) => sourceLedger(env, source.id, query),
      retryObjects: (source, body) =>
        "keys" in body ? retryKeys(env, source.id, body.keys) : retryRejected(env, source.id, body.cursor ?? null),
    });
    return api.fetch(request);
  },

  async scheduled(controller: ScheduledController, env: Env): Promise<void> {
    await tick(env, controller.scheduledTime);
  },

  async queue(batch: MessageBatch<Message>, env: Env): Promise<void> {
    switch (batch.queue) {
      case "watchpost-notices": {
        const { slack, publicUrl } = configOf(env);
        const deps = { db: env.DB, fetch, slack, publicUrl, nowMs: () => Date.now(), random: () => Math.random() };
        return await consumeNotices(batch as MessageBatch<NoticeMessage>, deps);
      }
      case "watchpost-lists":
        return await consumeLists(env, batch);
      case "watchpost-polls":
        return await consumePolls(env, batch as MessageBatch<PollMessage>);
      case "watchpost-ingest-dead":
        return await consumeDead(env, batch as MessageBatch<IngestMessage>);
      default:
        return await consumeIngest(env, batch as MessageBatch<IngestMessage>);
    }
  },
} satisfies ExportedHandler<Env, Message>;
