import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { ask, signIn, socketStatus, type Ask } from './web-client.ts';
import { useWebHosts } from './web-hosts.ts';

const hosts = useWebHosts();

function codePath(url: string): string {
  return new URL(url).pathname + new URL(url).search;
}

describe('the start link', () => {
  it('signs a browser in with a cookie that scripts and other sites do not get', async () => {
    const host = await hosts.start();
    expect(new URL(host.url).hostname).toBe('127.0.0.1');
    const answer = await ask(host.port, { path: codePath(host.url) });
    expect(answer).toMatchObject({ status: 303, body: '', headers: { location: '/', 'cache-control': 'no-store' } });
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(
        new RegExp(`^telar-session-${host.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000$`),
      ),
    ]);
  });

  it('works once: then a stranger sees a page that says what to do', async () => {
    const host = await hosts.start();
    const cookie = await signIn(host.url);
    const again = await ask(host.port, { path: codePath(host.url), headers: { 'accept-language': 'es-ES,en;q=0.5' } });
    expect(again.status).toBe(403);
    expect(again.body).toContain('Este enlace ya se ha usado');
    expect(again.headers['set-cookie']).toBeUndefined();
    const owner = await ask(host.port, { path: codePath(host.url), headers: { cookie } });
    expect(owner).toMatchObject({ status: 303, headers: { location: '/' } });
  });

  it('is used up by a browser that is signed in already', async () => {
    const host = await hosts.start();
    const cookie = await signIn(host.url);
    const url = host.newStartUrl();
    expect((await ask(host.port, { path: codePath(url), headers: { cookie } })).headers['set-cookie']).toBeUndefined();
    expect((await ask(host.port, { path: codePath(url) })).status).toBe(403);
  });

  it('is not used up by programs that only look at links', async () => {
    const host = await hosts.start();
    expect((await ask(host.port, { method: 'HEAD', path: codePath(host.url) })).status).toBe(401);
    await signIn(host.url);
  });

  it.each(['/?code=', '/?code=wrong', `/?code=${'A'.repeat(43)}`])('refuses the code of %s', async (path) => {
    const host = await hosts.start();
    expect((await ask(host.port, { path })).status).toBe(403);
  });
});

const routes = ['/', '/index.html', '/assets/app-1.js', '/artifacts/take1', '/artifacts/take1/thumbnail', '/rpc', '/x'];

describe.each(routes)('%s', (path) => {
  const strangers: [string, Ask, number][] = [
    ['another host name', { headers: { host: 'evil.example' } }, 421],
    ['a host name with a dot at its end', { headers: { host: 'localhost.' } }, 421],
    ['a foreign origin', { headers: { origin: 'http://evil.example' } }, 403],
    ['no origin to speak of', { headers: { origin: 'null' } }, 403],
    ['another site', { headers: { 'sec-fetch-site': 'cross-site' } }, 403],
    ['another port of this machine', { headers: { 'sec-fetch-site': 'same-site' } }, 403],
    ['POST', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{}' }, 405],
    ['OPTIONS', { method: 'OPTIONS', headers: { 'access-control-request-method': 'POST' } }, 405],
    ['DELETE', { method: 'DELETE' }, 405],
  ];

  it.each(strangers)('refuses %s, cookie or not', async (_who, request, status) => {
    const host = await hosts.start();
    const cookie = await signIn(host.url);
    for (const headers of [request.headers ?? {}, { ...request.headers, cookie }]) {
      const answer = await ask(host.port, { ...request, path, headers });
      expect(answer.status).toBe(status);
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });

  it('wants the cookie, this one and no other', async () => {
    const host = await hosts.start();
    const cookie = await signIn(host.url);
    const [name = '', token = ''] = cookie.split('=');
    for (const wrong of ['', `${name}=`, `${name}=${token.slice(1)}`, `${name}x=${token}`, `session=${token}`]) {
      expect((await ask(host.port, { path, headers: { cookie: wrong } })).status).toBe(401);
    }
    expect((await ask(host.port, { path, headers: { cookie: `${name}=planted; ${cookie}` } })).status).not.toBe(401);
  });
});

describe('a signed-in browser', () => {
  it('gets the window with its policy', async () => {
    const host = await hosts.start();
    const cookie = await signIn(host.url);
    const page = await ask(host.port, { headers: { cookie } });
    expect(page).toMatchObject({ status: 200, body: '<!doctype html><title>window</title>' });
    expect(page.headers['content-security-policy']).toContain("require-trusted-types-for 'script'");
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    expect(await ask(host.port, { method: 'HEAD', headers: { cookie } })).toMatchObject({ status: 200, body: '' });
  });

  it('gets assets, whole and in parts', async () => {
    const host = await hosts.start();
    const cookie = await signIn(host.url);
    const path = '/artifacts/take1';
    expect(await ask(host.port, { path, headers: { cookie } })).toMatchObject({ status: 200, body: '0123456789' });
    const part = await ask(host.port, { path, headers: { cookie, range: 'bytes=3-5' } });
    expect(part).toMatchObject({ status: 206, body: '345', headers: { 'content-range': 'bytes 3-5/10' } });
  });

  it.each([
    '/../secret.js',
    '/%2e%2e/secret.js',
    '/..%2fsecret.js',
    '/assets/%252e%252e/%252e%252e/secret.js',
    '/assets/..%5c..%5csecret.js',
    '//secret.js',
    '/artifacts/../../secret.js',
  ])('cannot leave the window’s folder by %s', async (path) => {
    const host = await hosts.start();
    const answer = await ask(host.port, { path, headers: { cookie: await signIn(host.url) } });
    expect(answer).toMatchObject({ status: 404, body: 'Not found\n' });
  });

  it('stays signed in when the host restarts on the port it keeps', async () => {
    const first = await hosts.start();
    const cookie = await signIn(first.url);
    await hosts.stop(first);
    const second = await hosts.start();
    expect([second.port, second.notice]).toEqual([first.port, null]);
    expect((await ask(second.port, { headers: { cookie } })).status).toBe(200);
    expect((await ask(second.port, { path: codePath(first.url) })).status).toBe(403);
  });

  it('is told in its language when it is signed out', async () => {
    const host = await hosts.start();
    const answer = await ask(host.port, { headers: { accept: 'text/html', 'accept-language': 'es' } });
    expect(answer.status).toBe(401);
    expect(answer.body).toContain('no ha iniciado sesión');
  });
});

describe('the WebSocket', () => {
  it('opens for our own page only', async () => {
    const host = await hosts.start();
    const cookie = await signIn(host.url);
    const origin = `http://127.0.0.1:${host.port}`;
    const cases: [Record<string, string>, number][] = [
      [{ origin, cookie }, 101],
      [{ origin }, 401],
      [{ origin, cookie: `telar-session-${host.port}=x` }, 401],
      [{ cookie }, 403],
      [{ cookie, origin: 'http://evil.example' }, 403],
      [{ cookie, origin: 'null' }, 403],
      [{ cookie, origin: `http://127.0.0.1:${host.port + 1}` }, 403],
      [{ cookie, origin, host: 'evil.example' }, 421],
      [{ cookie, origin, 'sec-fetch-site': 'cross-site' }, 403],
    ];
    for (const [headers, status] of cases)
      expect([headers, await socketStatus(host.port, headers)]).toEqual([headers, status]);
    expect(await socketStatus(host.port, { origin, cookie }, '/other')).toBe(404);
  });
});

it('answers a request without a Host, and ends one with an endless body', async () => {
  const { port } = await hosts.start();
  const socket = connect(port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\n\r\n');
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 421 /);
  const endless = connect(port, '127.0.0.1');
  endless.write(`POST / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n`);
  expect(await text(endless)).toMatch(/^HTTP\/1\.1 405 /);
});
