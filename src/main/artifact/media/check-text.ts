import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { incompleteMedia, unreadableMedia, wrongMediaType } from './media-failures.ts';

/** Longest text that counts as a result. */
const maxTextBytes = 16 * 1024 * 1024;

/** Makes sure that a file is UTF-8 text. Throws AssetDownloadError when it is empty, too long or something else. */
export async function checkText(file: string): Promise<void> {
  const { size } = await stat(file);
  if (size === 0) throw incompleteMedia(file, 'it is empty');
  if (size > maxTextBytes) throw unreadableMedia(file, `a text of ${size} bytes is too long`);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of createReadStream(file)) {
      if (decoder.decode(chunk as Buffer, { stream: true }).includes('\0')) throw notText(file);
    }
    decoder.decode();
  } catch (error) {
    // What the decoder throws at bytes that are no UTF-8.
    throw error instanceof TypeError ? notText(file) : error;
  }
}

function notText(file: string): Error {
  return wrongMediaType(file, 'no UTF-8 text', 'text/plain');
}
