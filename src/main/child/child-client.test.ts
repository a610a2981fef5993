import { describe, expect, it } from 'vitest';
import { createChildClient } from './child-client.ts';
import type { ChildLauncher } from './child-process.ts';

/** Children that only do what the test says; like real ones they report their end after the kill. */
function fakeLauncher() {
  const children: { message: (value: unknown) => void; exit: (how: string) => void; sent: unknown[]; kills: number }[] =
    [];
  const launcher: ChildLauncher = {
    launch() {
      const child = { message: (_: unknown) => {}, exit: (_: string) => {}, sent: [] as unknown[], kills: 0 };
      children.push(child);
      return {
        pid: children.length,
        send: (message) => child.sent.push(message),
        onMessage: (listener) => (child.message = listener),
        onExit: (listener) => (child.exit = listener),
        onErrorLine: () => undefined,
        kill: () => (child.kills += 1),
      };
    },
  };
  return { launcher, children };
}

const patient = { deadlineMs: () => 10_000 };

describe('a child client', () => {
  it('gives a call made after a deadline kill to a new child, and fails only the overdue one', async () => {
    const { launcher, children } = fakeLauncher();
    const client = createChildClient(launcher, 'picture-child');
    const overdue = client.call('slow', { deadlineMs: () => 5 }).catch((error: unknown) => error);
    await expect.poll(() => children[0]?.kills).toBe(1);
    const next = client.call('next', patient);
    children[0]?.exit('signal SIGKILL');
    children[1]?.message({ id: 2, kind: 'result', result: 'fine' });
    expect(await overdue).toMatchObject({ code: 'EngineCrashedError', kind: 'deadline' });
    expect(await next).toBe('fine');
  });

  it('works again after dispose, whenever the old child reports its end', async () => {
    const { launcher, children } = fakeLauncher();
    const client = createChildClient(launcher, 'picture-child');
    const first = client.call('first', patient).catch((error: unknown) => error);
    client.dispose();
    const second = client.call('second', patient);
    children[0]?.exit('signal SIGKILL');
    children[1]?.message({ id: 2, kind: 'result', result: 'fine' });
    expect(await first).toMatchObject({ code: 'EngineCrashedError', kind: 'exited' });
    expect(await second).toBe('fine');
  });

  it('fails a call whose listener throws, and only that', async () => {
    const { launcher, children } = fakeLauncher();
    const client = createChildClient(launcher, 'diffusion-child');
    const onEvent = (): void => {
      throw new Error('listener bug');
    };
    const call = client.call('job', { ...patient, onEvent });
    children[0]?.message({ id: 1, kind: 'event', event: 'progress' });
    await expect(call).rejects.toThrow('listener bug');
    expect(children[0]?.sent.at(-1)).toEqual({ id: 1, kind: 'cancel' });
  });
});
