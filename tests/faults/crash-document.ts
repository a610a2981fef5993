import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A story of 50 units with two paid layers: the second reads the first. Some cells have the very same input. */
export async function writeCrashDocument(folder: string): Promise<{ file: string; prompts: Map<string, number> }> {
  const units = Array.from({ length: 50 }, (_, index) => ({
    id: `u${index}`,
    vars: { look: index % 10 === 0 ? 'the same look' : `look ${index}` },
  }));
  const flux = { asset_type: 'image', model: 'replicate/black-forest-labs/flux-schnell' };
  const document = {
    telar: 1,
    settings: { max_threads: 16, on_error: 'continue' },
    layers: [
      { ...flux, name: 'base', parameters: { prompt: 'base {{unit.vars.look}}', output_format: 'png' } },
      {
        ...flux,
        name: 'second',
        parameters: { prompt: 'second of {{unit.id}} after {{layers.base.path}}', output_format: 'png' },
      },
    ],
    units,
  };
  const file = join(folder, 'crash.telar.json');
  await writeFile(file, JSON.stringify(document));
  const prompts = new Map<string, number>();
  for (const unit of units) {
    const base = `base ${unit.vars.look}`;
    prompts.set(base, (prompts.get(base) ?? 0) + 1);
    prompts.set(`second of ${unit.id} after outputs/${unit.id}_layer0_image.png`, 1);
  }
  return { file, prompts };
}
