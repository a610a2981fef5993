import { describe } from 'vitest';
import { testGoldenFolder } from './golden-folder.ts';

describe('plans of native documents', () => {
  testGoldenFolder(import.meta.dirname, '.telar.json');
});
