/**
 * The host went away before it answered. oRPC reports that as an AbortError, like a cancel, but nobody cancelled: whether
 * the host did what it was asked is unknown, so nothing may be repeated blindly.
 */
export class DisconnectedError extends Error {
  constructor(cause?: unknown) {
    super('The connection to Telar was lost', cause === undefined ? undefined : { cause });
    this.name = 'DisconnectedError';
  }
}
