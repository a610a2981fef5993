import { failureOf } from '../../src/renderer/link/index.ts';

/** What a call that must fail is to the window: its code and kind. One that succeeds is an InternalError. */
export async function failed(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => new Error('it did not fail'),
    (caught: unknown) => caught,
  );
  const { code, kind } = failureOf(error);
  return `${code}.${kind}`;
}
