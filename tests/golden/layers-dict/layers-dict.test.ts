import { describe } from 'vitest';
import { testGoldenFolder } from '../golden-folder.ts';

describe('plans of plain layers_dict documents', () => {
  testGoldenFolder(import.meta.dirname, '.layers-dict.json');
});
