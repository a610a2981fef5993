/** Nobody waits longer for one request; above a few minutes the user is asked anyway. */
const longestMs = 24 * 60 * 60_000;

/**
 * Milliseconds that a Retry-After header asks for (RFC 9110: seconds or a date), at most a day. Null when it says nothing
 * usable, such as a negative number, a time that is over, or words.
 */
export function parseRetryAfter(header: string | null, nowMs: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d+(\.\d+)?(e\d+)?$/i.test(text)) return Math.min(longestMs, Math.round(Number(text) * 1000));
  // `Date.parse` takes nearly any text with a number for a date; a date of HTTP begins with its weekday.
  if (!/^[A-Z][a-z]+, ?\d/.test(text)) return null;
  const date = Date.parse(text);
  return Number.isNaN(date) || date <= nowMs ? null : Math.min(longestMs, date - nowMs);
}
