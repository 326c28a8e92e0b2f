/** What the API answers when it does not do what was asked: `{"error":{"code","message"}}`. */

export type ApiErrorCode =
  | "invalid_request"
  | "unauthorized"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "too_large"
  | "source_unusable"
  | "unavailable"
  | "internal";

const STATUS = {
  invalid_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  source_unusable: 422,
  internal: 500,
  unavailable: 503,
} as const satisfies Record<ApiErrorCode, number>;

export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: ApiErrorCode;

  constructor(code: ApiErrorCode, message: string) {
    super(message);
    this.code = code;
  }

  get status(): (typeof STATUS)[ApiErrorCode] {
    return STATUS[this.code];
  }
}
