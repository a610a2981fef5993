import { z } from 'zod';

/** Largest message taken from a page, in characters: as much as the web host's WebSocket takes in bytes. */
export const maxFrameLength = 16 * 1024 * 1024;

/**
 * One message of oRPC's peer protocol, from the page: a request, an event of a stream sent along, or an abort.
 * oRPC throws outside of any handler when a message is not one, which would end the main process.
 */
const frame = z.object({
  i: z.string().min(1).max(64),
  t: z.union([z.literal(1), z.literal(3), z.literal(4)]).optional(),
  p: z.record(z.string(), z.unknown()).optional(),
});

const request = z.object({
  u: z
    .string()
    .max(2000)
    .startsWith('/')
    .refine((url) => URL.canParse(url, 'http://orpc')),
  h: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
  m: z.string().max(10).optional(),
  b: z.unknown().optional(),
});

/** Reads a message of a page; null when it is not of the protocol or too large. */
export function parsePortFrame(data: unknown): object | null {
  if (typeof data !== 'string' || data.length > maxFrameLength) return null;
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return null;
  }
  const parsed = frame.safeParse(value);
  if (!parsed.success) return null;
  const { t = 1, p } = parsed.data;
  if (t === 4) return parsed.data;
  if (p === undefined) return null;
  return t === 3 || request.safeParse(p).success ? parsed.data : null;
}
