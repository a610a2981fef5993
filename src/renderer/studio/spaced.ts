/**
 * Runs `work` at once when it has rested, else when it has: calls that come in a stream, as the takes of a run do, share
 * one turn per rest instead of keeping core and window busy with nothing else. A rest is `restMs`, or as long as nine of
 * the last turn, so that at most a tenth of the time goes into it however large the document is.
 */
export function spaced(work: () => Promise<void>, restMs: number): () => void {
  let isResting = false;
  let isWanted = false;

  async function turn(): Promise<void> {
    isResting = true;
    isWanted = false;
    const start = performance.now();
    try {
      await work();
    } finally {
      setTimeout(rested, Math.max(restMs, 9 * (performance.now() - start)));
    }
  }

  function rested(): void {
    isResting = false;
    if (isWanted) void turn();
  }

  return () => {
    if (isResting) isWanted = true;
    else void turn();
  };
}
