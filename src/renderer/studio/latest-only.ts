/**
 * Runs `work` at most once at a time. Calls made meanwhile share one more turn after it, so that the last call always
 * sees the newest facts and a burst of events costs two requests, not fifty.
 */
export function latestOnly(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  function begin(): Promise<void> {
    const turn = work().finally(() => {
      if (running === turn) running = null;
    });
    running = turn;
    return turn;
  }

  return () => {
    if (running === null) return begin();
    next ??= running
      .catch(() => undefined) // Its own caller hears of the failure; this turn starts anyway.
      .then(() => {
        next = null;
        return begin();
      });
    return next;
  };
}
