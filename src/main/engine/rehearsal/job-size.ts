import type { JsonObject, JsonValue } from '../../../shared/base/index.ts';
import { firstNumber, firstText, numberIn } from './read-parameters.ts';

/** Width and height in whole pixels. */
export interface Size {
  width: number;
  height: number;
}

export interface SizeQuestion {
  kind: 'image' | 'video';
  /** What the cell says. */
  given: JsonObject;
  /** The same with the template's defaults filled in. */
  filled: JsonObject;
  /** Size of the picture the job starts from, if any. */
  input: Size | null;
}

/** Longest side of a placeholder in pixels. */
const maxEdge = 4096;
/** H.264 codes blocks of 16 pixels. */
const minVideoEdge = 16;

// Maps, so that a name such as "valueOf" finds nothing.
const namedSizes: ReadonlyMap<string, Size> = new Map([
  ['square_hd', { width: 1024, height: 1024 }],
  ['square', { width: 512, height: 512 }],
  ['portrait_4_3', { width: 768, height: 1024 }],
  ['portrait_16_9', { width: 576, height: 1024 }],
  ['landscape_4_3', { width: 1024, height: 768 }],
  ['landscape_16_9', { width: 1024, height: 576 }],
]);
const namedRatios: ReadonlyMap<string, number> = new Map([
  ['square', 1],
  ['portrait', 9 / 16],
  ['landscape', 16 / 9],
]);
const amountNames = ['resolution', 'size', 'image_size', 'video_size', 'megapixels'];
const sizeNames = ['width', 'height', 'aspect_ratio', 'ratio', ...amountNames];
const scaleNames = ['scale', 'scale_factor', 'upscale_factor', 'upscale'];

/**
 * Size of a job's placeholder: from `width` and `height`, a named size, or an aspect ratio with a resolution; what the
 * cell says goes before the template's defaults. A picture job that says nothing keeps its input's size, enlarged as asked.
 */
export function jobSize({ kind, given, filled, input }: SizeQuestion): Size {
  // A width by default must not overrule a ratio that the cell names.
  const saysSize = sizeNames.some((name) => given[name] !== undefined);
  const { width: _width, height: _height, ...rest } = filled;
  const size =
    exactSize(given) ??
    (saysSize ? ratioSize(kind, { ...rest, ...given }, input) : null) ??
    exactSize(filled) ??
    ratioSize(kind, filled, input);
  return withinLimits(size, kind);
}

function exactSize(parameters: JsonObject): Size | null {
  const width = numberIn(parameters.width);
  const height = numberIn(parameters.height);
  if (width !== null && height !== null) return { width, height };
  for (const name of amountNames) {
    const value = parameters[name];
    const named = typeof value === 'string' ? (namedSizes.get(value) ?? writtenSize(value)) : objectSize(value);
    if (named !== null) return named;
  }
  return null;
}

function writtenSize(text: string): Size | null {
  const match = /^\s*(\d{2,5})\s*[x*×]\s*(\d{2,5})\s*$/i.exec(text);
  return match === null ? null : { width: Number(match[1]), height: Number(match[2]) };
}

function objectSize(value: JsonValue | undefined): Size | null {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  const width = numberIn(value.width);
  const height = numberIn(value.height);
  return width === null || height === null ? null : { width, height };
}

function ratioSize(kind: SizeQuestion['kind'], parameters: JsonObject, input: Size | null): Size {
  const written = writtenRatio(parameters);
  const ratio = written ?? ratioOf(input) ?? (kind === 'video' ? 16 / 9 : 1);
  const width = numberIn(parameters.width);
  const height = numberIn(parameters.height);
  if (width !== null) return { width, height: width / ratio };
  if (height !== null) return { width: height * ratio, height };
  const asked = askedAmount(kind, parameters, ratio);
  if (asked !== null) return asked;
  if (kind === 'video') return byShortSide(720, ratio);
  if (written !== null || input === null) return byArea(1024 * 1024, ratio);
  const factor = firstNumber(parameters, scaleNames) ?? 1;
  return { width: input.width * factor, height: input.height * factor };
}

function ratioOf(size: Size | null): number | null {
  return size === null ? null : size.width / size.height;
}

function writtenRatio(parameters: JsonObject): number | null {
  const text = firstText(parameters, ['aspect_ratio', 'ratio']);
  if (text === null) return null;
  const match = /^(\d{1,4}(?:\.\d{1,4})?)\s*[:/x]\s*(\d{1,4}(?:\.\d{1,4})?)$/.exec(text);
  if (match === null) return namedRatios.get(text.toLowerCase()) ?? null;
  const ratio = Number(match[1]) / Number(match[2]);
  return Number.isFinite(ratio) && ratio > 0 ? ratio : null;
}

/** Pixels by `720p` (the shorter side), `2K` (a square of that side as area; lines for a video) or megapixels. */
function askedAmount(kind: SizeQuestion['kind'], parameters: JsonObject, ratio: number): Size | null {
  for (const name of amountNames) {
    const value = parameters[name];
    const lines = /^(\d{3,4})p$/i.exec(typeof value === 'string' ? value : '');
    if (lines !== null) return byShortSide(Number(lines[1]), ratio);
    const kilo = /^(\d(?:\.5)?)k$/i.exec(typeof value === 'string' ? value : '');
    if (kilo !== null) {
      const amount = Number(kilo[1]);
      return kind === 'video' ? byShortSide(amount * 540, ratio) : byArea(amount * amount * 1024 * 1024, ratio);
    }
    const megapixels =
      name === 'megapixels' || (typeof value === 'string' && /mp$/i.test(value)) ? numberIn(value) : null;
    if (megapixels !== null) return byArea(megapixels * 1024 * 1024, ratio);
  }
  return null;
}

function byShortSide(pixels: number, ratio: number): Size {
  const long = even(pixels * Math.max(ratio, 1 / ratio));
  return ratio >= 1 ? { width: long, height: pixels } : { width: pixels, height: long };
}

function byArea(pixels: number, ratio: number): Size {
  const sixteenth = (side: number): number => Math.max(16, Math.round(side / 16) * 16);
  return { width: sixteenth(Math.sqrt(pixels * ratio)), height: sixteenth(Math.sqrt(pixels / ratio)) };
}

function withinLimits(size: Size, kind: SizeQuestion['kind']): Size {
  const factor = Math.min(1, maxEdge / Math.max(size.width, size.height));
  const least = kind === 'video' ? minVideoEdge : 1;
  const side = (pixels: number): number => {
    const rounded = Math.max(least, Math.round(pixels * factor));
    return kind === 'video' ? even(rounded) : rounded;
  };
  return { width: side(size.width), height: side(size.height) };
}

function even(pixels: number): number {
  return Math.round(pixels / 2) * 2;
}
