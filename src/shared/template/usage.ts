/**
 * What a finished inference has used, as far as it is known: told by the provider, or measured on what arrived. It turns
 * an estimate into what was charged.
 */
export interface Usage {
  /** Files that were delivered. */
  outputs: number;
  /** Million pixels of each picture that was delivered. */
  megapixels: readonly number[] | null;
  /** Length of the film or sound, in seconds. */
  seconds: number | null;
  inputTokens: number | null;
  outputTokens: number | null;
  /** Time on the provider's machine, in seconds, where it charges for that. */
  computeSeconds: number | null;
}
