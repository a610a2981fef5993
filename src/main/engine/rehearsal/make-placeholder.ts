import { writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { mediaTypeOfExtension, pictureMediaType } from '../../../shared/artifact/index.ts';
import { AssetDownloadError, ParameterValidationError, type JsonValue } from '../../../shared/base/index.ts';
import { isFileParameter } from '../../../shared/template/index.ts';
import type { PictureProcess } from '../../picture/index.ts';
import type { EngineJob } from '../engine.ts';
import { jobDuration, jobFrameRate, maxDurationSeconds } from './job-duration.ts';
import { isSpeechModel, type JobFacts } from './job-facts.ts';
import { jobSize, type Size } from './job-size.ts';
import { paintPlacard, type Placard } from './placard.ts';
import { placeholderText } from './placeholder-text.ts';
import type { RehearsalProcess } from './rehearsal-process.ts';

/** What a placeholder turned out to be. */
export interface Placeholder {
  mediaType: string;
  width: number | null;
  height: number | null;
}

export interface PlaceholderTools {
  picture: PictureProcess;
  process: RehearsalProcess;
}

/** Writes the placeholder of a job to its output file. Throws ParameterValidationError for what cannot be rehearsed. */
export async function makePlaceholder(
  job: EngineJob,
  facts: JobFacts,
  { picture, process }: PlaceholderTools,
  signal: AbortSignal,
): Promise<Placeholder> {
  const extension = extname(basename(job.outputFile, '.part')).slice(1);
  const mediaType = mediaTypeOfExtension(extension) ?? '';
  const target = job.outputFile;
  const kind = job.template.output.asset_type;
  switch (kind) {
    case 'image': {
      const picked = pictureMediaType.safeParse(mediaType);
      if (!picked.success) throw cannotMake(job, extension);
      const size = await sizeOf(job, facts, kind, picture);
      const { data } = paintPlacard(placardOf(job, facts, [sizeText(size)]), { ...size, channels: 3 });
      await picture.encode({ ...size, data }, target, picked.data);
      return { mediaType, ...size };
    }
    case 'video': {
      if (mediaType !== 'video/mp4') throw cannotMake(job, extension);
      const size = await sizeOf(job, facts, kind, picture);
      const durationSeconds = durationOf(job, facts, kind);
      const framesPerSecond = jobFrameRate(facts.filled);
      const length = `${secondsText(durationSeconds)}, ${framesPerSecond} fps`;
      const placard = placardOf(job, facts, [`${sizeText(size)}, ${length}`]);
      const video = { placard, ...size, durationSeconds, framesPerSecond };
      await process.make({ kind: 'video', target, video }, signal);
      return { mediaType, ...size };
    }
    case 'audio': {
      const format = ({ 'audio/wav': 'wav', 'audio/mpeg': 'mp3' } as const)[mediaType];
      if (format === undefined) throw cannotMake(job, extension);
      const durationSeconds = durationOf(job, facts, kind);
      await process.make({ kind: 'audio', target, format, digest: facts.digest, durationSeconds }, signal);
      return { mediaType, width: null, height: null };
    }
    case 'text': {
      const text = placeholderText({ ...facts, title: job.label, model: job.template.id });
      await writeFile(target, text, { signal });
      return { mediaType: 'text/plain', width: null, height: null };
    }
  }
}

async function sizeOf(
  job: EngineJob,
  { filled }: JobFacts,
  kind: 'image' | 'video',
  picture: PictureProcess,
): Promise<Size> {
  return jobSize({ kind, given: job.parameters, filled, input: await inputSize(job, picture) });
}

/** Size of the first input file that is a picture. */
async function inputSize({ template, parameters }: EngineJob, picture: PictureProcess): Promise<Size | null> {
  const names = Object.keys(parameters).filter((name) => isFileParameter(template, name) && !name.includes('mask'));
  for (const file of names.flatMap((name) => filesIn(parameters[name]))) {
    const found = await picture.probe(file).catch((error: unknown) => {
      // A film or a sound: its size, if any, says nothing about the result's.
      if (error instanceof AssetDownloadError) return null;
      throw error;
    });
    if (found !== null) return found;
  }
  return null;
}

function filesIn(value: JsonValue | undefined): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.filter((each): each is string => typeof each === 'string' && each !== '');
}

function durationOf({ template, parameters }: EngineJob, { filled }: JobFacts, kind: 'video' | 'audio'): number {
  const seconds = jobDuration({ kind, given: parameters, filled, speaks: isSpeechModel(template) });
  if (seconds <= maxDurationSeconds) return seconds;
  throw new ParameterValidationError('invalid', `A rehearsal lasts at most ${maxDurationSeconds} seconds.`, {
    hint: 'Choose a shorter duration.',
    place: { parameter: 'duration' },
    values: { parameter: 'duration', model: template.id, reason: `${seconds} s > ${maxDurationSeconds} s` },
  });
}

function placardOf(job: EngineJob, { seed, prompt, colour, digest }: JobFacts, sizes: string[]): Placard {
  return { title: job.label, facts: [job.template.id, ...sizes, `seed ${seed}`], prompt, colour, digest };
}

function sizeText({ width, height }: Size): string {
  return `${width} x ${height}`;
}

function secondsText(seconds: number): string {
  return `${Math.round(seconds * 100) / 100} s`;
}

function cannotMake({ template }: EngineJob, extension: string): Error {
  const rule = template.output.extension;
  const parameter = typeof rule === 'object' ? rule.parameter : 'output';
  return new ParameterValidationError('invalid', `A rehearsal cannot make ".${extension}" files.`, {
    hint: 'Choose png, jpg or webp for pictures, mp4 for films, wav or mp3 for sound.',
    place: { parameter },
    values: { parameter, model: template.id, reason: `.${extension}` },
  });
}
