import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TelarError, type JsonObject, type JsonValue } from '../../src/shared/base/index.ts';
import { parameterSchemas, validateParameters, type ModelTemplate } from '../../src/shared/template/index.ts';
import { shipped } from './shipped.ts';

/**
 * ajv compiles schemas to code, which the pages may not run; as an independent reader of JSON Schema it tells whether
 * what Telar checks with is right. Files are paths here, so `uri` is no format to check.
 */
const ajv = new Ajv2020({ strict: false, multipleOfPrecision: 6 });
ajv.addFormat('uri', true);
ajv.addFormat('textarea', true);
ajv.addFormat('hex-color', /^#[0-9a-fA-F]{6}$/);

type Schema = JsonObject & { properties?: Record<string, Schema>; items?: Schema; anyOf?: Schema[] };

/** Values around what a schema allows: mostly right, and right at or beyond its limits. */
function valuesOf(schema: Schema): fc.Arbitrary<JsonValue> {
  const near: fc.Arbitrary<JsonValue>[] = [...(schema.anyOf ?? []).map(valuesOf)];
  const { minimum, maximum, maxLength } = schema as { minimum?: number; maximum?: number; maxLength?: number };
  if (Array.isArray(schema.enum)) near.push(fc.constantFrom(...schema.enum));
  if (schema.default !== undefined) near.push(fc.constant(schema.default));
  for (const limit of [minimum, maximum]) {
    if (limit !== undefined) near.push(fc.constantFrom(limit, limit - 1, limit + 1, limit + 0.5));
  }
  if (schema.type === 'integer') near.push(fc.integer({ min: minimum ?? 0, max: maximum ?? 1000 }));
  if (schema.type === 'number') near.push(fc.integer({ min: -100, max: 4000 }).map((each) => each / 100));
  if (schema.type === 'boolean') near.push(fc.boolean());
  if (schema.type === 'string' && schema.enum === undefined) {
    near.push(fc.string({ minLength: 1, maxLength: 12 }), fc.constant('#a0B1c2'), fc.constant('refs/a b.png'));
    if (maxLength !== undefined) near.push(fc.constantFrom('x'.repeat(maxLength), 'x'.repeat(maxLength + 1)));
  }
  if (schema.items !== undefined) near.push(fc.array(valuesOf(schema.items), { maxLength: 12 }));
  if (schema.properties !== undefined) {
    const parts = Object.entries(schema.properties).map(([name, each]) => [name, valuesOf(each)] as const);
    near.push(fc.record(Object.fromEntries(parts), { requiredKeys: [] }) as fc.Arbitrary<JsonObject>);
  }
  const any = fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.integer({ min: -3, max: 30 }),
    fc.constantFrom('16:9', 'x', 'five'),
  );
  const strange = fc.oneof(any, fc.array(any, { maxLength: 3 }), fc.dictionary(fc.constantFrom('path', 'width'), any));
  return fc.oneof(
    { weight: 60, arbitrary: near.length > 0 ? fc.oneof(...near) : any },
    { weight: 1, arbitrary: strange },
  );
}

function parametersOf(template: ModelTemplate): fc.Arbitrary<JsonObject> {
  const schemas = parameterSchemas(template) as unknown as Record<string, Schema>;
  const required = (template.parameters.required ?? []) as string[];
  const parts = Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, valuesOf(schema)]));
  const usual = fc.record(parts, { requiredKeys: required });
  const any = fc.record(parts, { requiredKeys: [] });
  const stray = fc.tuple(any, fc.constantFrom('stray', 'promt')).map(([given, name]) => ({ ...given, [name]: 1 }));
  return fc.oneof(
    { weight: 8, arbitrary: usual },
    { weight: 1, arbitrary: any },
    { weight: 1, arbitrary: stray },
  ) as fc.Arbitrary<JsonObject>;
}

function telarTakes(template: ModelTemplate, parameters: JsonObject): boolean {
  try {
    validateParameters(template, parameters, {});
    return true;
  } catch (error) {
    if (error instanceof TelarError && error.code === 'ParameterValidationError') return false;
    throw error;
  }
}

it('agrees with an independent reader of JSON Schema on every template that ships', () => {
  const counts = { taken: 0, refused: 0 };
  for (const template of shipped.values()) {
    const checks = [template.parameters, ...template.rules.map(({ schema }) => schema)].map((each) =>
      ajv.compile(each),
    );
    fc.assert(
      fc.property(parametersOf(template), (parameters) => {
        const expected = checks.every((check) => check(parameters));
        expect({ parameters, taken: telarTakes(template, parameters) }).toEqual({ parameters, taken: expected });
        counts[expected ? 'taken' : 'refused'] += 1;
      }),
      { numRuns: 100 },
    );
  }
  // Both answers have to be asked for often, else the agreement says little.
  expect(counts.taken).toBeGreaterThan(300);
  expect(counts.refused).toBeGreaterThan(300);
});
