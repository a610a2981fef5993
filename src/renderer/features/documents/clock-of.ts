const dayMs = 24 * 60 * 60 * 1_000;

/** A moment of the last day as "12:04", an earlier one with its day, in the reader's language and zone. */
export function clockOf(atMs: number, language: string, nowMs = Date.now()): string {
  const isRecent = nowMs - atMs < dayMs && new Date(atMs).getDate() === new Date(nowMs).getDate();
  const day = isRecent ? {} : ({ day: 'numeric', month: 'short' } as const);
  return new Intl.DateTimeFormat(language, { ...day, hour: 'numeric', minute: '2-digit' }).format(new Date(atMs));
}
