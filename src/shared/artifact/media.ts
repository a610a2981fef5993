import { z } from 'zod';

export const assetType = z.enum(['image', 'video', 'audio', 'text']);
export type AssetType = z.output<typeof assetType>;

/** File extension of an asset whose template declares none (SPEC §3). */
export const defaultExtension: Record<AssetType, string> = {
  image: 'jpg',
  video: 'mp4',
  audio: 'wav',
  text: 'txt',
};

export const pictureMediaType = z.enum(['image/png', 'image/jpeg', 'image/webp']);
export type PictureMediaType = z.output<typeof pictureMediaType>;

const byExtension: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  mp4: 'video/mp4',
  webm: 'video/webm',
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  flac: 'audio/flac',
  txt: 'text/plain',
};

/** Media type a file extension stands for; null for one that Telar does not produce. */
export function mediaTypeOfExtension(extension: string): string | null {
  return byExtension[extension.toLowerCase()] ?? null;
}

/** Extension for a media type, the reverse of {@link mediaTypeOfExtension}. */
export function extensionOfMediaType(mediaType: string): string | null {
  return Object.entries(byExtension).find(([, type]) => type === mediaType)?.[0] ?? null;
}

/** Asset type that a media type belongs to; null for what is no asset, such as an archive or a web page. */
export function assetTypeOfMediaType(mediaType: string): AssetType | null {
  if (mediaType === 'text/plain') return 'text';
  const family = assetType.exclude(['text']).safeParse(mediaType.split('/')[0]);
  return family.success ? family.data : null;
}
