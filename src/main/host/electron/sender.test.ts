import { expect, it } from 'vitest';
import { trustedFrame, type SenderEvent } from './sender.ts';

const main = { origin: 'telar-app://studio', parent: null, frameTreeNodeId: 1 };
const event = (change: Partial<SenderEvent>): SenderEvent => ({
  senderFrame: main,
  sender: { id: 7, mainFrame: main },
  ...change,
});
const ours = new Set([7]);

it('trusts the main frame of our own page in our own window', () => {
  expect(trustedFrame(event({}), ours)).toBe(main);
});

it.each<[string, Partial<SenderEvent>]>([
  ['a frame that is gone', { senderFrame: null }],
  ['a frame inside the page', { senderFrame: { ...main, parent: main, frameTreeNodeId: 2 } }],
  ['a frame that is not the main one', { senderFrame: { ...main, frameTreeNodeId: 2 } }],
  ['another origin', { senderFrame: { ...main, origin: 'https://example.com' } }],
  ['an origin that begins like ours', { senderFrame: { ...main, origin: 'telar-app://studio.evil' } }],
  ['no origin', { senderFrame: { ...main, origin: 'null' } }],
  ['the asset origin', { senderFrame: { ...main, origin: 'telar-asset://studio' } }],
  ['a window that is not ours', { sender: { id: 8, mainFrame: main } }],
])('refuses %s', (_who, change) => {
  expect(trustedFrame(event(change), ours)).toBeNull();
});
