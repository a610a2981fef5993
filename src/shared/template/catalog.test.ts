import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createCatalog } from './catalog.ts';
import { modelTemplate } from './schema.ts';

const base = modelTemplate.parse(
  JSON.parse(readFileSync(new URL('../../../resources/templates/ollama/any-model.json', import.meta.url), 'utf8')),
);
const named = { ...base, id: 'ollama/poet', endpoint: 'llama3.2', title: 'A poet' };

it.each(['ollama/llama3.2', 'ollama/llama3.2:3b-instruct-q4_K_M', 'ollama/hf.co/bartowski/Llama-3.2-GGUF:Q4_K_M'])(
  'knows %s without a file of its own',
  (id) => {
    const catalog = createCatalog([base]);
    const name = id.replace('ollama/', '');
    expect(catalog.get(id)).toEqual({ ...base, id, endpoint: name, title: name });
    expect(catalog.get(id)).toBe(catalog.get(id));
    expect(catalog.has(id)).toBe(true);
  },
);

it.each(['ollama/', 'ollama/../x', 'ollama/a b', `ollama/${'x'.repeat(200)}`, 'llama3.2', 'local/llama3.2', ''])(
  'knows no "%s"',
  (id) => {
    expect(createCatalog([base]).get(id)).toBeUndefined();
    expect(createCatalog([base]).has(id)).toBe(false);
  },
);

it('prefers a template that was written for the name, and lists files only', () => {
  const catalog = createCatalog([base, named]);
  expect(catalog.get('ollama/poet')).toBe(named);
  expect(catalog.get('ollama/other')?.endpoint).toBe('other');
  expect([...catalog.keys()]).toEqual(['ollama/*', 'ollama/poet']);
});

it('knows no model of Ollama without the template', () => {
  expect(createCatalog().get('ollama/llama3.2')).toBeUndefined();
});

it('follows a template that is replaced', () => {
  const catalog = createCatalog([base]);
  expect(catalog.get('ollama/x')?.version).toBe('1');
  catalog.set(base.id, { ...base, version: '2' });
  expect(catalog.get('ollama/x')?.version).toBe('2');
});
