import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { hashJson, type JsonValue } from '../../src/shared/base/index.ts';
import {
  modelTemplate,
  parameterSchemas,
  templateJsonSchemaText,
  validateParameters,
  withDefaults,
  type ModelTemplate,
} from '../../src/shared/template/index.ts';
import { shipped, shippedFiles } from './shipped.ts';

const recorded: unknown = JSON.parse(readFileSync(resolve('tests/template/versions.json'), 'utf8'));
const published = readFileSync(resolve('resources/schema/telar-template-1.schema.json'), 'utf8');
// Its formats stand beside patterns that say the same.
const ajv = new Ajv2020({ strict: false, validateFormats: false });
const isTemplate = ajv.compile(JSON.parse(published) as object);

describe('the JSON Schema of templates', () => {
  it('is published as it is (npm run schema writes it)', () => {
    expect(published).toBe(templateJsonSchemaText());
  });

  it('explains every key, for editors', () => {
    const { properties } = JSON.parse(published) as { properties: Record<string, { description?: string }> };
    expect(Object.entries(properties).filter(([, { description }]) => description === undefined)).toEqual([]);
  });

  it.each([...shippedFiles])('takes %s, as the program does', (_file, template) => {
    expect(isTemplate(template), JSON.stringify(isTemplate.errors)).toBe(true);
    expect(modelTemplate.safeParse(template).success).toBe(true);
  });

  it.each([
    ['an unknown key', { prize: 1 }],
    ['a price of nothing', { cost: { kind: 'per-output', usd: 0 } }],
    ['an unknown tariff', { cost: { kind: 'per-moon', usd: 1 } }],
    ['an unknown capability', { capabilities: ['text-to-smell'] }],
    ['a newer version', { telar_template: 2 }],
    ['an id of nobody', { id: 'acme/x' }],
  ])('refuses %s, as the program does', (_name, change) => {
    const [template] = shippedFiles.values();
    const changed = { ...(template as object), ...change };
    expect([isTemplate(changed), modelTemplate.safeParse(changed).success]).toEqual([false, false]);
  });
});

describe.each([...shipped.values()])('$id', (template) => {
  it('takes its own defaults and examples', () => {
    const required = Object.fromEntries(
      ((template.parameters.required ?? []) as string[]).map((name) => [name, 'x.png']),
    );
    for (const { parameters } of [{ parameters: required }, ...template.examples]) {
      expect(() => validateParameters(template, withDefaults(template, parameters), {})).not.toThrow();
    }
  });

  it('calls each parameter by a name for people, and says what it can do', () => {
    const unnamed = Object.entries(parameterSchemas(template)).filter(([, { title }]) => title === undefined);
    expect(unnamed).toEqual([]);
    expect(template.capabilities.length).toBeGreaterThan(0);
  });
});

const paid = [...shipped.values()].filter(({ cost }) => cost.kind !== 'free');

it.each(paid)('$id dates its price and says where it and the facts come from', ({ cost, source }) => {
  expect(cost).toMatchObject({ as_of: expect.any(String) as string, source: expect.any(String) as string });
  expect(source).toBeDefined();
});

/** Words for people, and the form's arrangement. */
const forPeople: ReadonlySet<string> = new Set([
  'title',
  'description',
  'message',
  'x-group',
  'x-order',
  'x-enum-titles',
]);

/** What decides what a call makes. A new price or title makes no take out of date. */
function contentOf({ version, endpoint, output, parameters, rules }: ModelTemplate): string {
  const text = JSON.stringify({ endpoint, output, parameters, rules }, (key, value: JsonValue) =>
    forPeople.has(key) && (typeof value !== 'object' || Array.isArray(value)) ? undefined : value,
  );
  return `${version} ${hashJson(JSON.parse(text) as JsonValue).slice(0, 16)}`;
}

it('has a new version wherever endpoint, parameters, rules or output changed', () => {
  // Takes remember the version. After a change raise it in the template, then write the new line into versions.json.
  expect(Object.fromEntries([...shipped].map(([id, template]) => [id, contentOf(template)]))).toEqual(recorded);
});
