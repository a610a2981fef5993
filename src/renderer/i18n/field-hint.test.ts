import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { fieldHint } from './field-hint.ts';

const folder = resolve(import.meta.dirname, '../../../resources/templates');

interface Template {
  parameters: { properties: Record<string, { description?: string }> };
}

/** All that shipped templates say about parameters. */
function descriptions(): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
  return files.flatMap((file) => {
    const { parameters } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Template;
    return Object.values(parameters.properties).flatMap(({ description }) => description ?? []);
  });
}

it('has Spanish for all that shipped templates say about their parameters, and leaves other words alone', () => {
  const all = [...new Set(descriptions())];
  expect(all.length).toBeGreaterThan(40);
  expect(all.filter((text) => fieldHint(text, 'es') === text)).toEqual([]);
  expect(fieldHint('What to change', 'en')).toBe('What to change');
  expect(fieldHint('of somebody', 'es')).toBe('of somebody');
});
