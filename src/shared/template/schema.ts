import type { z } from 'zod';
import { templateFields } from './template-fields.ts';
import { templateFaults } from './template-rules.ts';

/** Description of a model: what it takes, makes and costs. One JSON file each. */
export const modelTemplate = templateFields.superRefine((template, context) => {
  for (const fault of templateFaults(template)) context.addIssue({ code: 'custom', ...fault });
});
export type ModelTemplate = z.output<typeof modelTemplate>;

export type TemplateCatalog = ReadonlyMap<string, ModelTemplate>;
