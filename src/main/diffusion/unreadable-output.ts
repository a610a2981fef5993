/** A model whose outputs carry names or types that Telar does not read. */
export class UnreadableOutputError extends Error {
  constructor(wanted: readonly string[], found: readonly string[]) {
    super(`no float32 output named ${wanted.join(' or ')} among ${found.join(', ')}`);
    this.name = 'UnreadableOutputError';
  }
}
