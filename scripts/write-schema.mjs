// `npm run schema`: writes the JSON Schemas of documents and of model templates, after a change of
// src/shared/matrix/document.ts or src/shared/template/template-fields.ts.
import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { matrixJsonSchemaText } from '../src/shared/matrix/index.ts';
import { templateJsonSchemaText } from '../src/shared/template/index.ts';

const folder = resolve(import.meta.dirname, '..', 'resources', 'schema');
await mkdir(folder, { recursive: true });
await writeFile(resolve(folder, 'telar-1.schema.json'), matrixJsonSchemaText());
await writeFile(resolve(folder, 'telar-template-1.schema.json'), templateJsonSchemaText());
