import type { VideoPlaceholder } from './video-file.ts';

/** What the rehearsal process makes; each request writes one file at `target`. */
export type RehearsalRequest =
  | { kind: 'video'; target: string; video: VideoPlaceholder }
  | { kind: 'audio'; target: string; format: AudioFormat; digest: string; durationSeconds: number };

export type AudioFormat = 'wav' | 'mp3';
