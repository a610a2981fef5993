import type { PictureFacts } from '../../../shared/artifact/index.ts';
import { readPictureMetadata } from '../../core/index.ts';
import { exitCodes } from './exit-codes.ts';
import type { Output } from './output.ts';

/** `telar metadata FILE`: how a picture was made, by whichever program. */
export async function metadataCommand(file: string, output: Output): Promise<number> {
  const { mediaType, record, facts, digitalSourceType, texts } = await readPictureMetadata(file);
  output.line({
    type: 'metadata',
    file,
    mediaType,
    digitalSourceType,
    record,
    facts,
    texts: Object.fromEntries(texts),
  });
  for (const each of facts) output.text(describeFacts(each));
  if (facts.length === 0) output.text('This picture says nothing of how it was made.');
  if (digitalSourceType !== null) output.text(`Source type: ${digitalSourceType}`);
  return exitCodes.done;
}

function describeFacts(facts: PictureFacts): string {
  const { source, prompt, negativePrompt, seed, steps, cfgScale, sampler, width, height, model, loras } = facts;
  const rows: [string, string | number | null][] = [
    ['Prompt', prompt],
    ['Negative', negativePrompt],
    ['Model', model],
    ['LoRAs', loras.map(({ id, weight }) => `${id} ${weight}`).join(', ')],
    ['Steps', steps],
    ['CFG', cfgScale],
    ['Sampler', sampler],
    ['Seed', seed],
    ['Size', width === null || height === null ? null : `${width} x ${height}`],
  ];
  const known = rows.filter(([, value]) => value !== null && value !== '');
  return [`As ${source} notes it:`, ...known.map(([name, value]) => `  ${name.padEnd(9)} ${value}`)].join('\n');
}
