import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ask, signIn, socketStatus } from './web-client.ts';
import { useWebHosts } from './web-hosts.ts';

const hosts = useWebHosts();

describe('the port', () => {
  it('in use is refused with what to do, when the user asked for it', async () => {
    const { port } = await hosts.start();
    await expect(hosts.start({ port })).rejects.toMatchObject({
      code: 'PortInUseError',
      kind: 'in-use',
      values: { port },
    });
    await expect(hosts.start({ port })).rejects.toMatchObject({ hint: expect.stringContaining('--port N') as unknown });
  });

  it('that is kept but busy is left for another one, and the user is told', async () => {
    const first = await hosts.start();
    const second = await hosts.start();
    expect(second.port).not.toBe(first.port);
    expect(second.notice).toContain(String(second.port));
    expect(await readFile(join(hosts.home, 'web-port'), 'utf8')).toBe(`${first.port}\n`);
  });

  it.each(['', 'http', '99999', '-1'])('is chosen anew when the kept one reads %j', async (kept) => {
    await writeFile(join(hosts.home, 'web-port'), kept);
    const { port } = await hosts.start();
    expect(await readFile(join(hosts.home, 'web-port'), 'utf8')).toBe(`${port}\n`);
  });

  it('0 is any free one, not kept', async () => {
    await hosts.start({ port: 0 });
    await expect(readFile(join(hosts.home, 'web-port'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

it('writes neither codes nor tokens to its log', async () => {
  hosts.test.core.openAsset = () => Promise.reject(new Error('the disk is gone'));
  const host = await hosts.start();
  const cookie = await signIn(host.url);
  const unused = host.newStartUrl();
  const failed = await ask(host.port, { path: '/artifacts/take1?code=SECRETSECRET', headers: { cookie } });
  expect(failed).toMatchObject({ status: 500, body: 'Internal error\n' });
  await socketStatus(host.port, { cookie, origin: 'http://evil.example' });
  expect(hosts.logged).toContain('the disk is gone');
  const secrets = [
    cookie.split('=')[1],
    new URL(host.url).searchParams.get('code'),
    new URL(unused).searchParams.get('code'),
  ];
  for (const secret of [...secrets, 'SECRETSECRET']) expect(hosts.logged).not.toContain(secret);
});
