const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');

/** How the camera moves: within so many milliseconds, or at once for who asked the system for less motion. */
export function glide(ms: number): { duration: number } {
  return { duration: reducedMotion.matches ? 0 : ms };
}
