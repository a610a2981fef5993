import { z } from 'zod';
import { matrixDocument } from './document.ts';

/**
 * JSON Schema (2020-12) of what may stand in a native document, made from the schema that reads it, so that editors
 * complete and check documents. What only the reader can see is missing there: unique names, limits in total.
 */
export function matrixJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(matrixDocument, { io: 'input', target: 'draft-2020-12' });
  return {
    $schema,
    $id: 'urn:telar:schema:matrix-1',
    title: 'Telar matrix document, version 1',
    description: 'Units (rows) times layers (columns) of generative inference.',
    ...schema,
  };
}

/** Text of the published file, `resources/schema/telar-1.schema.json`. */
export function matrixJsonSchemaText(): string {
  return `${JSON.stringify(matrixJsonSchema(), null, 2)}\n`;
}
