import { z } from 'zod';

export const providerId = z.enum(['replicate', 'fal', 'local', 'ollama', 'rehearsal']);
export type ProviderId = z.output<typeof providerId>;
