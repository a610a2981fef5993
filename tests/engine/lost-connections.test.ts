import { afterEach, describe, expect, it } from 'vitest';
import { SubmissionUnknownError } from '../../src/main/engine/index.ts';
import { TelarError } from '../../src/shared/base/index.ts';
import { testNetwork } from './subjects/network.ts';
import { startPaid, startReplicate } from './subjects/paid.ts';
import { paidTemplate } from './templates.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

describe.each(['replicate', 'fal'] as const)('a paid request to %s', (id) => {
  /** What becomes of a submission whose connection ends with this error of the system, after the server had it. */
  async function endOf(trouble: { code: string; syscall?: string }): Promise<string> {
    const world = await startPaid(id, async (url, options) => {
      await testNetwork(url, options);
      throw new TypeError('fetch failed', { cause: Object.assign(new Error(trouble.code), trouble) });
    });
    closers.push(world.fake.close);
    const job = { template: paidTemplate(id), input: { prompt: 'a boat' } };
    const error = await world.engine.submit(job).catch((reason: unknown) => reason);
    if (error instanceof SubmissionUnknownError) return 'unknown';
    return error instanceof TelarError ? `${error.code}/${error.kind}` : String(error);
  }

  it.each([
    [{ code: 'EHOSTUNREACH', syscall: 'read' }, 'unknown'],
    [{ code: 'ENETUNREACH', syscall: 'read' }, 'unknown'],
    [{ code: 'ENETUNREACH', syscall: 'write' }, 'unknown'],
    [{ code: 'ECONNRESET', syscall: 'read' }, 'unknown'],
    [{ code: 'EHOSTUNREACH', syscall: 'connect' }, 'ProviderError/network'],
    [{ code: 'ENOTFOUND', syscall: 'getaddrinfo' }, 'ProviderError/network'],
    [{ code: 'ECONNREFUSED' }, 'ProviderError/network'],
  ])('whose line breaks with %o counts as %s', async (trouble, expected) => {
    expect(await endOf(trouble)).toBe(expected);
  });
});

it('a job of a version is found in Replicate’s list, which names model and version apart', async () => {
  const { fake, engine } = await startReplicate();
  closers.push(fake.close);
  const [own, another] = ['a', 'b'].map((digit) => `acme/image-model:${digit.repeat(64)}`) as [string, string];
  fake.faults.create = () => ({ kind: 'lost-answer' });
  const input = { prompt: 'a boat' };
  for (const endpoint of [own, another]) {
    const job = { template: { ...paidTemplate('replicate'), endpoint }, input };
    await expect(engine.submit(job)).rejects.toBeInstanceOf(SubmissionUnknownError);
  }
  const listed = await engine.listSince(fake.nowMs() - 60_000, { endpoint: own });
  expect(listed.filter(({ endpoint }) => endpoint === own).map(({ remoteId }) => remoteId)).toEqual([fake.jobs[0]!.id]);
});
