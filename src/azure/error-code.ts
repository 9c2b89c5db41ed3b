/** What a caught value says, whatever realm or library threw it. */

/** The code of a system error (`ENOENT`), or `unknown error`. */
export function errorCode(error: unknown): string {
  const code = propertyOf(error, 'code');
  return typeof code === 'string' ? code : 'unknown error';
}

/** The first line of the message. */
export function errorMessage(error: unknown): string {
  const message = propertyOf(error, 'message');
  return (typeof message === 'string' ? message : String(error)).split('\n')[0] ?? '';
}

function propertyOf(error: unknown, name: 'code' | 'message'): unknown {
  return typeof error === 'object' && error !== null && name in error ? (error as Record<string, unknown>)[name] : null;
}
