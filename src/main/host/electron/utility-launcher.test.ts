import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { beforeEach, expect, it, vi } from 'vitest';
import { app, restartFakeElectron, utilityProcess } from '../../../../tests/fakes/electron.ts';
import { createUtilityLauncher } from './utility-launcher.ts';

beforeEach(() => restartFakeElectron());

const launcher = createUtilityLauncher((program) => `/app/out/main/${program}.js`);

it('cannot launch before the app is ready', () => {
  expect(() => launcher.launch('diffusion-child')).toThrow('before the app was ready');
});

it('launches our program with an environment of few variables and passes messages', () => {
  app.becomeReady();
  vi.stubEnv('REPLICATE_API_TOKEN', 'r8_secret');
  const child = launcher.launch('diffusion-child');
  vi.unstubAllEnvs();
  const forked = utilityProcess.forked[0];
  expect(forked?.file).toBe('/app/out/main/diffusion-child.js');
  expect(JSON.stringify(forked?.options)).not.toContain('r8_secret');
  const heard = vi.fn();
  child.onMessage(heard);
  forked?.process.emit('message', { id: 1 });
  child.send({ id: 2 });
  expect([heard.mock.calls, forked?.process.sent]).toEqual([[[{ id: 1 }]], [{ id: 2 }]]);
});

it('tells what a child writes to stderr', async () => {
  app.becomeReady();
  const heard = vi.fn();
  launcher.launch('picture-child').onErrorLine(heard);
  expect(utilityProcess.forked[0]?.options.stdio).toEqual(['ignore', 'ignore', 'pipe']);
  utilityProcess.forked[0]?.process.stderr.write('a driver is missing\nand more');
  await vi.waitFor(() => expect(heard.mock.calls).toEqual([['a driver is missing']]));
});

it('tells how a child ended', () => {
  app.becomeReady();
  const child = launcher.launch('picture-child');
  const ended = vi.fn();
  child.onExit(ended);
  utilityProcess.forked[0]?.process.emit('exit', 3);
  expect(ended).toHaveBeenCalledExactlyOnceWith('exit code 3');
});

it.runIf(process.platform !== 'win32')('ends a child that ignores SIGTERM', async () => {
  app.becomeReady();
  const stubborn = spawn(process.execPath, [
    '-e',
    'process.on("SIGTERM", () => {}); console.log("up"); setInterval(() => {}, 1e6)',
  ]);
  await once(stubborn.stdout, 'data');
  const child = launcher.launch('diffusion-child');
  const forked = utilityProcess.forked[0];
  if (forked !== undefined) forked.process.pid = stubborn.pid;
  expect(child.pid).toBe(stubborn.pid);
  child.kill();
  expect((await once(stubborn, 'exit'))[1]).toBe('SIGKILL');
  expect(() => child.kill()).not.toThrow();
});
