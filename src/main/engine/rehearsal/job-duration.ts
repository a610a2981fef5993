import type { JsonObject } from '../../../shared/base/index.ts';
import { firstNumber, firstText } from './read-parameters.ts';

export interface DurationQuestion {
  kind: 'video' | 'audio';
  given: JsonObject;
  filled: JsonObject;
  /** Whether the model speaks its prompt. */
  speaks: boolean;
}

/** Longest placeholder in seconds. */
export const maxDurationSeconds = 3600;

const secondsNames = [
  'duration',
  'seconds',
  'duration_seconds',
  'seconds_total',
  'num_seconds',
  'length_seconds',
  'audio_length_in_s',
];
const millisecondNames = ['duration_ms', 'music_length_ms'];
const frameNames = ['num_frames', 'frames', 'video_length'];
const rateNames = ['fps', 'frames_per_second', 'frame_rate', 'framerate'];
const spokenNames = ['text', 'gen_text', 'script', 'lyrics'];

const defaultSeconds = 5;
const defaultFramesPerSecond = 24;
/** Characters of ordinary speech in a second. */
const spokenCharactersPerSecond = 15;

/**
 * Seconds that a job's placeholder lasts: as asked, or by its number of frames; speech by the length of its text; else 5.
 * What the cell says goes before the template's defaults.
 */
export function jobDuration({ kind, given, filled, speaks }: DurationQuestion): number {
  return (
    askedSeconds(given, filled) ?? askedSeconds(filled, filled) ?? spokenSeconds(kind, filled, speaks) ?? defaultSeconds
  );
}

/** Frames a second that a video job asks for. */
export function jobFrameRate(filled: JsonObject): number {
  return Math.min(120, firstNumber(filled, rateNames) ?? defaultFramesPerSecond);
}

function askedSeconds(parameters: JsonObject, filled: JsonObject): number | null {
  const seconds = firstNumber(parameters, secondsNames);
  if (seconds !== null) return seconds;
  const milliseconds = firstNumber(parameters, millisecondNames);
  if (milliseconds !== null) return milliseconds / 1000;
  const frames = firstNumber(parameters, frameNames);
  return frames === null ? null : frames / jobFrameRate(filled);
}

function spokenSeconds(kind: DurationQuestion['kind'], filled: JsonObject, speaks: boolean): number | null {
  if (kind !== 'audio') return null;
  const text = firstText(filled, speaks ? [...spokenNames, 'prompt', 'input'] : spokenNames);
  if (text === null) return null;
  return Math.min(maxDurationSeconds, Math.max(1, text.length / spokenCharactersPerSecond));
}
