// A process that learns of pictures: FILE NAME COUNT.
import type { TakeId } from '../../src/shared/base/index.ts';
import { createLearningStore } from '../../src/main/assist/learning/index.ts';

const [, , file = '', name = '', count = '0'] = process.argv;
const store = createLearningStore(file);
const settings = { loras: [{ id: 'two', weight: 0.8 }], params: { steps: 30 } };
for (let i = 0; i < Number(count); i++) {
  const id = `${name}-${i}`;
  const session = { id, atMs: i, prompt: 'x', model: 'local/x', style: null, content: null };
  store.record({ ...session, advised: settings, taken: settings });
  store.rate(id as TakeId, 4, i);
}
const problem = store.problem();
store.close();
if (problem !== null) throw new Error(problem.message);
