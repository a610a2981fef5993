import type { JsonObject } from '../../../shared/base/index.ts';
import type { RemoteOutput } from '../remote-engine.ts';

/** Where models of text put it, most exact first. */
const textNames = ['output', 'text', 'response', 'generated_text', 'transcription', 'caption', 'result'];
const webAddress = /^https?:\/\//;

/**
 * The output of a model: its files are objects with a `url`, anywhere (`images[]`, `image`, `video`, `audio`, …); where
 * there is none, addresses in texts; else the text of a model that writes.
 */
export function outputOf(data: unknown): RemoteOutput {
  const files = fileUrls(data);
  if (files.length > 0) return { kind: 'files', urls: files };
  const addresses = stringsOf(data).filter((text) => webAddress.test(text));
  if (addresses.length > 0) return { kind: 'files', urls: addresses };
  const text = textOf(data);
  return text === null ? { kind: 'files', urls: [] } : { kind: 'text', text };
}

/** The seed that a model tells it has used. */
export function seedOf(data: unknown): string | null {
  const seed = isRecord(data) ? data.seed : undefined;
  if (typeof seed === 'number') return Number.isSafeInteger(seed) ? String(seed) : null;
  return typeof seed === 'string' && /^\d{1,20}$/.test(seed) ? seed : null;
}

function fileUrls(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(fileUrls);
  if (!isRecord(value)) return [];
  if (typeof value.url === 'string' && webAddress.test(value.url)) return [value.url];
  return Object.values(value).flatMap(fileUrls);
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsOf);
  return isRecord(value) ? Object.values(value).flatMap(stringsOf) : [];
}

function textOf(data: unknown): string | null {
  if (typeof data === 'string') return data;
  if (!isRecord(data)) return null;
  for (const name of textNames) {
    const value = data[name];
    if (typeof value === 'string') return value;
    if (Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string')) {
      return value.join('');
    }
  }
  return null;
}

function isRecord(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
