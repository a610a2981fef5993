import { createHash, randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { misanswer } from '../provider/faults.ts';
import { json, type Call } from '../provider/listen.ts';
import { mediaHost, type FakeFal, type FalRoute } from './server.ts';

export interface StoredFile {
  id: string;
  name: string;
  contentType: string;
  bytes: Buffer;
  parts: Map<number, Buffer>;
}

/** `rest.fal.ai`: where a file is to be put, as a whole or in parts. */
export function routeStorage(fake: FakeFal, { body }: Call, { path, url }: FalRoute, response: ServerResponse): void {
  const isInitiate = /^\/storage\/upload\/initiate(-multipart)?$/.test(path);
  if (!isInitiate || url.searchParams.get('storage_type') !== 'fal-cdn-v3') {
    return json(response, 404, { detail: 'Not Found' });
  }
  const fault = fake.faults.upload?.() ?? null;
  if (fault !== null) return misanswer(response, fault, '{}');
  const asked = JSON.parse(body.toString()) as { content_type: string; file_name: string };
  const id = randomUUID();
  const fileUrl = `https://${mediaHost}/files/b/${id}/${encodeURIComponent(asked.file_name)}`;
  const file = { id, name: asked.file_name, contentType: asked.content_type, bytes: Buffer.alloc(0), parts: new Map() };
  fake.files.set(fileUrl, file);
  json(response, 200, { upload_url: `https://${mediaHost}/upload/${id}?signature=s3cr3t`, file_url: fileUrl });
}

/** The host of files: takes the bytes, without a key. */
export function routeMedia(
  fake: FakeFal,
  { method, headers, body }: Call,
  { path, url }: FalRoute,
  response: ServerResponse,
): void {
  const [, , id, part] = path.split('/');
  const file = [...fake.files.values()].find((each) => each.id === id);
  if (file === undefined || url.searchParams.get('signature') !== 's3cr3t') return json(response, 404, {});
  if (headers.authorization !== undefined) return json(response, 400, { detail: 'a key where none belongs' });
  if (method === 'POST' && part === 'complete') {
    const { parts } = JSON.parse(body.toString()) as { parts: { partNumber: number; etag: string }[] };
    const isWhole = parts.every(({ partNumber, etag }) => etag === hashOf(file.parts.get(partNumber)));
    if (!isWhole) return json(response, 400, { detail: 'not these parts' });
    file.bytes = Buffer.concat(parts.map(({ partNumber }) => file.parts.get(partNumber) ?? Buffer.alloc(0)));
  } else if (method === 'PUT' && part !== undefined) {
    file.parts.set(Number(part), body);
    return json(response, 200, { partNumber: Number(part), etag: hashOf(body) });
  } else {
    file.bytes = body;
  }
  fake.uploads.push({ id: file.id, sha256: hashOf(file.bytes), bytes: file.bytes.length });
  json(response, 200, {});
}

function hashOf(bytes: Buffer = Buffer.alloc(0)): string {
  return createHash('sha256').update(bytes).digest('hex');
}
