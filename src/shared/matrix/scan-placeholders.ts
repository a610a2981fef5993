/** A piece of a string by its offsets in UTF-16 units; `escape` is `\{{`, `unclosed` reaches to where scanning goes on. */
export interface PlaceholderToken {
  kind: 'literal' | 'escape' | 'placeholder' | 'unclosed';
  start: number;
  end: number;
}

/** The pieces of a string, in order and without gaps; knows nothing of what placeholders name. Linear in the length. */
export function* scanPlaceholders(text: string): Generator<PlaceholderToken> {
  let index = 0;
  while (index < text.length) {
    const open = text.indexOf('{{', index);
    if (open === -1) {
      yield { kind: 'literal', start: index, end: text.length };
      return;
    }
    const isEscaped = open > index && text[open - 1] === '\\';
    const literalEnd = isEscaped ? open - 1 : open;
    if (literalEnd > index) yield { kind: 'literal', start: index, end: literalEnd };
    const token = isEscaped ? { kind: 'escape' as const, start: open - 1, end: open + 2 } : placeholderAt(text, open);
    yield token;
    index = token.end;
  }
}

function placeholderAt(text: string, open: number): PlaceholderToken {
  const close = text.indexOf('}}', open + 2);
  if (close === -1) return { kind: 'unclosed', start: open, end: text.length };
  const nested = text.lastIndexOf('{{', close - 1);
  // Braces inside braces: the outer ones are not closed, the innermost may be.
  if (nested >= open + 2)
    return { kind: 'unclosed', start: open, end: text[nested - 1] === '\\' ? nested - 1 : nested };
  return { kind: 'placeholder', start: open, end: close + 2 };
}
