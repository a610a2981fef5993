import { readdir, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { freshFolder, telar } from '../telar-process.ts';

let home: string;
beforeEach(async () => {
  home = await freshFolder('doctor');
});

interface Check {
  name: string;
  ok: boolean;
  detail: string;
  facts: Record<string, unknown>;
}

function checksOf(line: Record<string, unknown> | undefined): Map<string, Check> {
  return new Map((line?.checks as Check[]).map((check) => [check.name, check]));
}

describe('telar doctor', () => {
  it('looks at disk, database, port, keys and engine, and tells no key', async () => {
    const busy = createServer().listen({ host: '127.0.0.1', port: 0 });
    await new Promise((done) => busy.once('listening', done));
    const { port } = busy.address() as AddressInfo;
    await writeFile(join(home, 'web-port'), `${port}\n`);
    const { code, lines, stdout } = await telar(['doctor', '--json'], { home, env: { FAL_KEY: 'id:secret-words' } });
    busy.close();
    const checks = checksOf(lines[0]);
    expect(code).toBe(0);
    expect([...checks.keys()]).toEqual(['disk', 'database', 'port', 'keys', 'engine']);
    expect(checks.get('port')?.facts).toEqual({ port, isFree: false });
    expect(checks.get('keys')?.facts).toEqual({ replicate: 'none', fal: 'environment', ollama: 'not needed' });
    expect(checks.get('disk')?.facts.freeBytes).toBeGreaterThan(0);
    expect(stdout).not.toContain('secret-words');
  });

  it('with --engine draws a real picture, leaves nothing of it, and says what fits', async () => {
    const { code, lines } = await telar(['doctor', '--engine', '--json'], { home });
    const checks = checksOf(lines[0]);
    expect(code).toBe(0);
    expect([...checks].filter(([, { ok }]) => !ok)).toEqual([]);
    expect(checks.get('picture')?.facts).toMatchObject({ model: 'local/telar-mini', steps: 4 });
    expect(await readdir(join(home, 'inferences'))).toEqual([]);
    expect(checks.get('runs on')?.facts.probed).toContainEqual({ name: 'cpu', isReady: true, reason: null });
    const { reading } = checks.get('memory')?.facts as { reading: { processBytes: number; systemTotalBytes: number } };
    expect(reading.processBytes).toBeGreaterThan(10e6);
    expect(reading.processBytes).toBeLessThan(reading.systemTotalBytes);
    expect(checks.get('models')?.facts.models).toMatchObject([{ id: 'local/telar-mini', verdict: 'fits' }]);
  });
});
