import { expect, it } from 'vitest';
import { tidyPrompt } from '../../../shared/assist/index.ts';
import { promptDifference } from './prompt-difference.ts';

it.each([
  ['a house', [{ kind: 'same', text: 'a house' }]],
  [
    'sea, house, sea',
    [
      { kind: 'same', text: 'sea, house' },
      { kind: 'gone', text: ', sea' },
    ],
  ],
  [
    '(sea',
    [
      { kind: 'same', text: '(sea' },
      { kind: 'new', text: ')' },
    ],
  ],
] as const)('%j is shown with what goes and what comes', (prompt, parts) => {
  expect(promptDifference(prompt, tidyPrompt(prompt))).toEqual(parts);
});
