import { ORPCError } from '@orpc/client';
import { expect, it } from 'vitest';
import { NotFoundError } from '../../shared/base/index.ts';
import { DisconnectedError } from './disconnected-error.ts';
import { failureOf } from './failure-of.ts';

const failure = new NotFoundError('take', 'There is no such take', { hint: 'Reload.', values: { take: 't1' } });

it('unwraps a failure of the core', () => {
  expect(failureOf(new ORPCError('FAILURE', { defined: true, data: failure.toJSON() }))).toEqual(failure.toJSON());
});

it('takes a failure of this window as it is', () => {
  expect(failureOf(failure)).toEqual(failure.toJSON());
});

it.each<[string, unknown, string]>([
  ['a failure of a newer core', new ORPCError('FAILURE', { data: { code: 'NewError' } }), 'InternalError.bug'],
  ['a bug in the core', new ORPCError('INTERNAL_SERVER_ERROR'), 'InternalError.bug'],
  ['a bug in the window', new TypeError('x is undefined'), 'InternalError.bug'],
  ['something thrown that is no error', 'oops', 'InternalError.bug'],
  ['refused input', new ORPCError('BAD_REQUEST', { message: 'Input validation failed' }), 'UsageError.invalid'],
  ['a lost host', new DisconnectedError(), 'InternalError.disconnected'],
])('names %s', (_what, error, name) => {
  const { code, kind, message, hint } = failureOf(error);
  expect(`${code}.${kind}`).toBe(name);
  expect([message, hint]).not.toContain('');
});
