// `npm run schema`: writes the JSON Schema of documents, after a change of src/shared/matrix/document.ts.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { matrixJsonSchemaText } from '../src/shared/matrix/index.ts';

const file = resolve(import.meta.dirname, '..', 'resources', 'schema', 'telar-1.schema.json');
await mkdir(dirname(file), { recursive: true });
await writeFile(file, matrixJsonSchemaText());
