/** The file in the part `content` of a multipart body (RFC 7578). */
export function contentOf(contentType: string, body: Buffer): Buffer {
  const boundary = /boundary=("?)([^";]+)\1/.exec(contentType)?.[2];
  if (boundary === undefined) throw new Error(`not multipart: ${contentType}`);
  const edge = Buffer.from(`--${boundary}`);
  for (let at = body.indexOf(edge); at >= 0;) {
    const next = body.indexOf(edge, at + edge.length);
    if (next < 0) break;
    const part = body.subarray(at + edge.length + 2, next - 2);
    const split = part.indexOf('\r\n\r\n');
    if (part.toString('latin1', 0, split).includes('name="content"')) return part.subarray(split + 4);
    at = next;
  }
  throw new Error('no part "content"');
}
