import { z } from 'zod';

// Compiled validators need eval, which the page's policy forbids. Schemas look at this when they are made, so it has to be
// set before any module with a schema is evaluated.
z.config({ jitless: true });
