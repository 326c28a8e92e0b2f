/** What the notices queue carries: the outbox row to send. */

export type NoticeMessage = { readonly noticeId: string };
