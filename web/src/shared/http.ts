/** An answer other than 2xx. `code` is the server's machine-readable reason, when it gave one. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly body: unknown,
  ) {
    super(`${status} ${code}`);
  }
}

/** True when the server, or what stands before it, did not answer the question at all. */
export function isOutage(error: unknown): boolean {
  return !(error instanceof HttpError) || error.status >= 500;
}

/** Reads the `code` (or `error.code`) of an error body. */
export function errorCode(body: unknown): string {
  if (typeof body !== 'object' || body === null) return '';
  const { code, error } = body as { code?: unknown; error?: { code?: unknown } };
  if (typeof code === 'string') return code;
  return typeof error?.code === 'string' ? error.code : '';
}

/**
 * Calls one of our own endpoints with JSON. The custom header cannot be set by a form or a foreign page
 * without a preflight, which the server never grants.
 */
export async function callJson<T>(
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<T> {
  const response = await fetch(path, {
    method,
    credentials: 'same-origin',
    cache: 'no-store',
    headers: {
      Accept: 'application/json',
      'X-Requested-With': 'assistantbot',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed: unknown = text && response.headers.get('Content-Type')?.includes('json') ? JSON.parse(text) : null;
  if (!response.ok) throw new HttpError(response.status, errorCode(parsed), parsed);
  return parsed as T;
}
