import { z } from 'zod';
import { failureKinds, type FailureCode, type FailureData } from './failure.ts';

/** Schema of a failure on its way over a process or network border. */
export const failureData: z.ZodType<FailureData> = z.object({
  code: z.enum(Object.keys(failureKinds) as [FailureCode, ...FailureCode[]]),
  kind: z.string(),
  message: z.string(),
  hint: z.string(),
  place: z.object({
    file: z.string().optional(),
    line: z.number().optional(),
    column: z.number().optional(),
    unit: z.string().optional(),
    layer: z.string().optional(),
    parameter: z.string().optional(),
    placeholder: z.string().optional(),
    pointer: z.string().optional(),
  }) as z.ZodType<FailureData['place']>,
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});
