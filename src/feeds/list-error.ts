/** Why a list could not be read: of the list or its publisher, and no fault of ours. The message is shown to people. */
export class ListError extends Error {
  override readonly name = "ListError";
}
