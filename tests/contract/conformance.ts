import { ORPCError } from '@orpc/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DocumentId } from '../../src/shared/base/index.ts';
import { defaultSettings, type StudioEvent } from '../../src/shared/contract/index.ts';
import { DisconnectedError, failureOf } from '../../src/renderer/link/index.ts';
import type { Connect, Connected } from './fixtures.ts';
import { createTestCore, type TestCore } from './test-core.ts';

const documentId = 'd1' as DocumentId;
const changed = (revision: number): StudioEvent => ({ type: 'matrix.changed', documentId, revision });

// A transport that loses an answer is waited for without end: fail soon and say which test.
vi.setConfig({ testTimeout: 15_000 });

/** What every transport must do alike, whatever carries it. */
export function describeConformance(name: string, connect: Connect): void {
  describe(`the contract over ${name}`, () => {
    let test: TestCore;
    let connected: Connected;

    beforeEach(async () => {
      test = createTestCore();
      connected = await connect(test.core);
    });
    afterEach(() => connected.dispose());

    /** Listens as a window does, until the test ends. */
    function listen(): StudioEvent[] {
      const heard: StudioEvent[] = [];
      stops.push(connected.link.watchEvents((event) => heard.push(event)));
      return heard;
    }
    const stops: (() => void)[] = [];
    afterEach(() => stops.splice(0).forEach((stop) => stop()));

    it('answers a call', async () => {
      expect(await connected.link.client.app.info()).toMatchObject({ version: '0.0.0', electron: null });
    });

    it('takes input and keeps null apart from absent', async () => {
      await connected.link.client.settings.set({ language: 'es' });
      expect(await connected.link.client.settings.set({ colorScheme: 'dark' })).toEqual({
        ...defaultSettings,
        language: 'es',
        colorScheme: 'dark',
      });
      expect(await connected.link.client.settings.set({ language: null })).toMatchObject({ language: null });
    });

    it('answers a call that has no result', async () => {
      expect(await connected.link.client.run.cancel({ runId: 'r1' })).toBeUndefined();
    });

    it('answers many calls at once, each with its own answer', async () => {
      await connected.link.client.app.info();
      const calls = Array.from({ length: 100 }, (_, index) =>
        index % 2 === 0 ? connected.link.client.app.info() : connected.link.client.matrix.list(),
      );
      const answers = await Promise.all(calls);
      expect(answers.filter((answer) => Array.isArray(answer))).toHaveLength(50);
    });

    it('carries a failure with its code, kind, hint and values', async () => {
      const error: unknown = await connected.link.client.matrix.get({ documentId }).catch((caught: unknown) => caught);
      expect(failureOf(error)).toEqual({
        code: 'NotFoundError',
        kind: 'document',
        message: 'There is no such document',
        hint: 'Reload the window.',
        place: {},
        values: { what: 'document' },
      });
    });

    it('names no internals of a bug', async () => {
      const error: unknown = await connected.link.client.matrix.openSample().catch((caught: unknown) => caught);
      expect(failureOf(error).code).toBe('InternalError');
      expect(JSON.stringify(error)).not.toContain('xyzzy');
    });

    it('refuses unknown keys', async () => {
      const input = { language: 'en', shell: 'rm' } as const;
      await expect(connected.link.client.settings.set(input)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    });

    it('refuses wrong values, and says UsageError', async () => {
      const input = { takeId: '../../etc/passwd', rating: 9 } as never;
      const error: unknown = await connected.link.client.gallery.rate(input).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(ORPCError);
      expect(failureOf(error)).toMatchObject({ code: 'UsageError', kind: 'invalid' });
    });

    it('refuses a procedure that does not exist', async () => {
      const client = connected.link.client as unknown as { app: { shell: () => Promise<unknown> } };
      await expect(client.app.shell()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });

    it('delivers events in order, the first of them connected', async () => {
      const heard = listen();
      await vi.waitFor(() => expect(test.openStreams()).toBe(1));
      for (let revision = 1; revision <= 200; revision += 1) test.publish(changed(revision));
      await vi.waitFor(() => expect(heard).toHaveLength(201));
      expect(heard).toEqual([{ type: 'connected' }, ...Array.from({ length: 200 }, (_, index) => changed(index + 1))]);
    });

    it('serves several listeners of one window', async () => {
      const [first, second] = [listen(), listen()];
      await vi.waitFor(() => expect(test.openStreams()).toBe(2));
      test.publish(changed(1));
      await vi.waitFor(() => expect([first.length, second.length]).toEqual([2, 2]));
    });

    it('frees the stream on the server when the window stops listening', async () => {
      listen();
      await vi.waitFor(() => expect(test.openStreams()).toBe(1));
      stops.splice(0).forEach((stop) => stop());
      await vi.waitFor(() => expect(test.openStreams()).toBe(0));
    });

    it('frees the stream when a consumer leaves its loop', async () => {
      for await (const event of await connected.link.client.events.watch()) {
        expect(event).toEqual({ type: 'connected' });
        break;
      }
      await vi.waitFor(() => expect(test.openStreams()).toBe(0));
    });

    it('goes on after a listener that throws', async () => {
      const uncaught = vi.fn();
      const others = process.listeners('uncaughtException');
      process.removeAllListeners('uncaughtException').once('uncaughtException', uncaught);
      const heard: StudioEvent[] = [];
      stops.push(
        connected.link.watchEvents((event) => {
          heard.push(event);
          if (heard.length === 1) throw new Error('a broken listener');
        }),
      );
      await vi.waitFor(() => expect(test.openStreams()).toBe(1));
      await vi.waitFor(() => expect(uncaught).toHaveBeenCalledOnce());
      for (const other of others) process.on('uncaughtException', other);
      test.publish(changed(1));
      await vi.waitFor(() => expect(heard).toHaveLength(2));
    });

    it('tells the core when a call is cancelled, and the caller that it was', async () => {
      const abort = new AbortController();
      const call = connected.link.client.app.engine(undefined, { signal: abort.signal });
      await vi.waitFor(() => expect(test.engineCalls.started).toBe(1));
      abort.abort();
      await expect(call).rejects.toMatchObject({ name: 'AbortError' });
      await vi.waitFor(() => expect(test.engineCalls.aborted).toBe(1));
    });

    it('refuses a message of more than 16 MiB, and works again afterwards', async () => {
      const input = { language: 'x'.repeat(17 * 1024 * 1024) } as never;
      await expect(connected.link.client.settings.set(input)).rejects.toBeInstanceOf(DisconnectedError);
      await vi.waitFor(() => expect(connected.link.status.getSnapshot()).toBe('connected'), { timeout: 5_000 });
      expect(await connected.link.client.matrix.list()).toEqual([]);
    });

    it('rejects calls in flight with DisconnectedError when the host is lost, and cancels them there', async () => {
      const call = connected.link.client.app.engine();
      await vi.waitFor(() => expect(test.engineCalls.started).toBe(1));
      const rejected = expect(call).rejects.toBeInstanceOf(DisconnectedError);
      await connected.loseHost();
      await rejected;
      expect(connected.link.status.getSnapshot()).toBe('disconnected');
      await vi.waitFor(() => expect(test.engineCalls.aborted).toBe(1));
    });

    it('refuses calls at once while the host is away, and says so', async () => {
      await connected.link.client.app.info();
      await connected.loseHost();
      await vi.waitFor(() => expect(connected.link.status.getSnapshot()).toBe('disconnected'));
      const error: unknown = await connected.link.client.app.info().catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(DisconnectedError);
      expect(failureOf(error).kind).toBe('disconnected');
    });

    it('ends a stream in progress with DisconnectedError when the host is lost', async () => {
      const stream = await connected.link.client.events.watch();
      expect(await stream.next()).toMatchObject({ value: { type: 'connected' } });
      const next = expect(stream.next()).rejects.toBeInstanceOf(DisconnectedError);
      await connected.loseHost();
      await next;
      await vi.waitFor(() => expect(test.openStreams()).toBe(0));
    });

    it('reconnects after a restart of the host and reopens the stream', async () => {
      const heard = listen();
      await vi.waitFor(() => expect(heard).toHaveLength(1));
      await connected.loseHost();
      await vi.waitFor(() => expect(connected.link.status.getSnapshot()).toBe('disconnected'));
      await connected.restartHost();
      await vi.waitFor(() => expect(heard).toEqual([{ type: 'connected' }, { type: 'connected' }]), { timeout: 8_000 });
      expect(connected.link.status.getSnapshot()).toBe('connected');
      expect(await connected.link.client.matrix.list()).toEqual([]);
      expect(test.openStreams()).toBe(1);
    });
  });
}
