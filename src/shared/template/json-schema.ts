import { z } from 'zod';
import { templateFields } from './template-fields.ts';

/**
 * JSON Schema (2020-12) of a template, made from the schema that reads it, so that editors complete and check templates.
 * What only the reader sees is missing there: endpoints per provider, and names that must be those of parameters.
 */
export function templateJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(templateFields, { io: 'input', target: 'draft-2020-12' });
  return {
    $schema,
    $id: 'urn:telar:schema:template-1',
    title: 'Telar model template, version 1',
    description: 'A model: what it takes, makes and costs.',
    ...schema,
  };
}

/** Text of the published file, `resources/schema/telar-template-1.schema.json`. */
export function templateJsonSchemaText(): string {
  return `${JSON.stringify(templateJsonSchema(), null, 2)}\n`;
}
