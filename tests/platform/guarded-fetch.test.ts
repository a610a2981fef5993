import type { LookupAddress } from 'node:dns';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it } from 'vitest';
import { AddressRefusedError, createGuardedFetch, fetchFollowing, type Fetch } from '../../src/main/platform/index.ts';
import { certificate, closeDoors, openRaw, openSecureWeb, openTrap, openWeb } from '../fakes/door.ts';

afterEach(closeDoors);

/** The reason of a refusal; throws anything else. */
async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'none';
  } catch (error) {
    if (error instanceof AddressRefusedError) return error.reason;
    throw error;
  }
}

/** A network whose names all lead to the same addresses, each request to the next ones. */
function namesLeadTo(...answers: string[][]) {
  let asked = 0;
  return (_name: string, callback: (error: null, addresses: LookupAddress[]) => void) => {
    const addresses = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
}

const none = { exemptOrigins: () => [] };

/** Tables F1 to F4 and F7: what must never be connected to, with the port of a trap in the place of PORT. */
const forbidden: [string, string, RegExp][] = [
  ['F1 http', 'http://127.0.0.1:PORT/', /^http instead of https$/],
  ['F1 file', 'file:///etc/passwd', /^file instead of https$/],
  ['F1 ftp', 'ftp://127.0.0.1:PORT/', /^ftp instead of https$/],
  ['F1 gopher', 'gopher://127.0.0.1:PORT/', /^gopher instead of https$/],
  ['F1 data', 'data:text/plain,x', /^data instead of https$/],
  ['F1 javascript', 'javascript:1', /^javascript instead of https$/],
  ['F2 short', 'https://127.1:PORT/', /^private address/],
  ['F2 hexadecimal', 'https://0x7f.1:PORT/', /^private address/],
  ['F2 decimal', 'https://2130706433:PORT/', /^private address/],
  ['F2 octal', 'https://017700000001:PORT/', /^private address/],
  ['F2 full-width digits', 'https://１２７.０.０.１:PORT/', /^private address/],
  ['F2 no address', 'https://0.0.0.0:PORT/', /^private address/],
  ['F2 no address, IPv6', 'https://[::]:PORT/', /^private address/],
  ['F2 own name', 'https://localhost:PORT/', /^private address/],
  ['F2 own name with a dot', 'https://localhost.:PORT/', /^private address/],
  ['F3 loopback', 'https://[::1]:PORT/', /^private address/],
  ['F3 mapped', 'https://[::ffff:127.0.0.1]:PORT/', /^private address/],
  ['F3 NAT64', 'https://[64:ff9b::7f00:1]:PORT/', /^private address/],
  ['F3 6to4', 'https://[2002:7f00:1::]:PORT/', /^private address/],
  ['F3 compatible', 'https://[::127.0.0.1]:PORT/', /^private address/],
  ['F4 metadata of a cloud', 'https://169.254.169.254:PORT/', /^private address/],
  ['F4 address translation', 'https://100.64.0.1:PORT/', /^private address/],
  ['F4 link', 'https://[fe80::1]:PORT/', /^private address/],
  ['F4 local', 'https://[fc00::1]:PORT/', /^private address/],
  ['F7 name and password', 'https://user:pass@media.example:PORT/', /^a name or password/],
  ['F7 another port', 'https://media.example:8443/', /^port 8443/],
];

describe('an address that is refused', () => {
  it.each(forbidden)('%s: not connected to, asked for directly', async (_row, address, reason) => {
    const trap = await openTrap();
    const fetch = createGuardedFetch({ ...none, network: { port: trap.port } });
    expect(await refusalOf(fetch(address.replace('PORT', String(trap.port))))).toMatch(reason);
    expect(trap.connects).toBe(0);
  });

  it.each(forbidden)('%s: not connected to, as a redirect', async (_row, address, reason) => {
    const trap = await openTrap();
    const location = address.replace('PORT', String(trap.port)).replaceAll(/[^ -~]/g, encodeURIComponent);
    const web = await openWeb((_request, response) => void response.writeHead(302, { location }).end());
    const start = `http://127.0.0.1:${web.port}`;
    const fetch = createGuardedFetch({ exemptOrigins: () => [start], network: { port: trap.port } });
    expect(await refusalOf(fetchFollowing(start, { fetch, mayFetch: () => true }))).toMatch(reason);
    expect({ web: web.connects, trap: trap.connects }).toEqual({ web: 1, trap: 0 });
  });

  it.each([
    '127.0.0.1',
    '0.0.0.0',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '169.254.169.254',
    '100.64.0.1',
    'fe80::1',
    'fc00::1',
  ])('F5: a public name that leads to %s', async (address) => {
    const trap = await openTrap();
    const network = { port: trap.port, lookup: namesLeadTo([address]) };
    const fetch = createGuardedFetch({ ...none, network });
    expect(await refusalOf(fetch(`https://media.example:${trap.port}/`))).toBe(`private address ${address}`);
    expect(trap.connects).toBe(0);
  });

  it('is really connected to when the user set it by hand: the trap counts', async () => {
    const trap = await openTrap();
    const address = `http://127.0.0.1:${trap.port}`;
    const fetch = createGuardedFetch({ exemptOrigins: () => [`${address}/v1`] });
    await expect(fetch(`${address}/v1/x`, { signal: AbortSignal.timeout(100) })).rejects.toThrow();
    expect(trap.connects).toBe(1);
  });

  it('is told with the host as it is sent: look-alike letters show as punycode (F7)', async () => {
    const fetch = createGuardedFetch({ ...none, network: { lookup: namesLeadTo(['10.0.0.1']) } });
    // The first letter is Cyrillic.
    await expect(fetch('https://аpple.example/')).rejects.toMatchObject({ host: 'xn--pple-43d.example' });
  });
});

describe('a name whose address changes between two look-ups (F5)', () => {
  /** Pretends that 127.0.0.1 is public and ::1 is private, so that both can be listened on. */
  async function twoHosts(...answers: string[][]) {
    const web = await openSecureWeb((_request, response) => void response.setHeader('connection', 'close').end('film'));
    const trap = await openTrap('::1', web.port);
    const network = {
      port: web.port,
      lookup: namesLeadTo(...answers),
      isPublic: (address: string) => address === '127.0.0.1',
      ca: certificate,
    };
    const url = `https://media.example:${web.port}/film.mp4`;
    return { web, trap, url, fetch: createGuardedFetch({ ...none, network }) };
  }

  it('is fetched while it is public and refused when it is private, with no second look-up in between', async () => {
    const { web, trap, url, fetch } = await twoHosts(['127.0.0.1'], ['::1']);
    expect(await (await fetch(url)).text()).toBe('film');
    expect(await refusalOf(fetch(url))).toBe('private address ::1');
    expect({ web: web.connects, trap: trap.connects }).toEqual({ web: 1, trap: 0 });
  });

  it('is fetched from its public address when a private one stands beside it', async () => {
    const { web, trap, url, fetch } = await twoHosts(['::1', '127.0.0.1', '10.0.0.1']);
    expect(await (await fetch(url)).text()).toBe('film');
    expect({ web: web.connects, trap: trap.connects }).toEqual({ web: 1, trap: 0 });
  });

  it('is not believed without the right certificate', async () => {
    const { url, fetch } = await twoHosts(['127.0.0.1']);
    const other = url.replace('media.example', 'other.example');
    await expect(fetch(other)).rejects.toMatchObject({ cause: { code: 'ERR_TLS_CERT_ALTNAME_INVALID' } });
  });

  it('is not fetched by a redirect from https to http (F6)', async () => {
    const trap = await openTrap();
    const location = `http://127.0.0.1:${trap.port}/`;
    const web = await openSecureWeb((_request, response) => void response.writeHead(302, { location }).end());
    const network = { port: web.port, lookup: namesLeadTo(['127.0.0.1']), isPublic: () => true, ca: certificate };
    // Even to an address of the user's own.
    const fetch = createGuardedFetch({ exemptOrigins: () => [location], network });
    const start = `https://media.example:${web.port}/`;
    expect(await refusalOf(fetchFollowing(start, { fetch, mayFetch: () => true }))).toMatch(/^http instead of https$/);
    expect(trap.connects).toBe(0);
  });
});

describe('redirects (F6)', () => {
  const open = (...ports: number[]): Fetch =>
    createGuardedFetch({ exemptOrigins: () => ports.map((port) => `http://127.0.0.1:${port}`) });

  it('are five at most', async () => {
    let asked = 0;
    const web = await openWeb((request, response) => {
      asked += 1;
      response.writeHead(302, { location: `/${Number(request.url?.slice(1)) + 1}` }).end();
    });
    const start = `http://127.0.0.1:${web.port}/1`;
    const options = { fetch: open(web.port), mayFetch: () => true };
    expect(await refusalOf(fetchFollowing(start, options))).toBe('more than 5 redirects');
    expect(asked).toBe(6);
  });

  it('keep a key at its origin and drop it at another', async () => {
    const seen: (string | undefined)[] = [];
    const other = await openWeb((request, response) => {
      seen.push(request.headers.authorization);
      response.end('done');
    });
    const web = await openWeb((request, response) => {
      seen.push(request.headers.authorization);
      const location = request.url === '/1' ? '/2' : `http://127.0.0.1:${other.port}/3`;
      response.writeHead(307, { location }).end();
    });
    const headers = { authorization: 'Bearer r8_canary' };
    const response = await fetchFollowing(`http://127.0.0.1:${web.port}/1`, {
      fetch: open(web.port, other.port),
      mayFetch: () => true,
      headers,
    });
    expect(await response.text()).toBe('done');
    expect(seen).toEqual(['Bearer r8_canary', 'Bearer r8_canary', undefined]);
  });

  it('go only where the caller allows it, and are never followed by fetch itself', async () => {
    const other = await openTrap();
    const location = `http://127.0.0.1:${other.port}/`;
    const web = await openWeb((_request, response) => void response.writeHead(302, { location }).end());
    const start = `http://127.0.0.1:${web.port}/`;
    const fetch = open(web.port, other.port);
    const mayFetch = (url: URL) => url.port === String(web.port);
    expect((await fetch(start, { redirect: 'follow' })).status).toBe(302);
    expect(await refusalOf(fetchFollowing(start, { fetch, mayFetch }))).toBe('not a host of the provider');
    expect(other.connects).toBe(0);
  });

  it('to no address at all are refused', async () => {
    const web = await openWeb((_request, response) => void response.writeHead(302, { location: 'https://' }).end());
    const options = { fetch: open(web.port), mayFetch: () => true };
    expect(await refusalOf(fetchFollowing(`http://127.0.0.1:${web.port}/`, options))).toBe(
      'it redirects to no address',
    );
  });
});

describe('what the user set by hand', () => {
  it('is asked for at each request: a changed setting counts at once', async () => {
    const web = await openWeb((_request, response) => void response.end('here'));
    const address = `http://127.0.0.1:${web.port}`;
    let set: string[] = [];
    const fetch = createGuardedFetch({ exemptOrigins: () => set });
    expect(await refusalOf(fetch(address))).toMatch(/^http instead of https$/);
    set = [`127.0.0.1:${web.port}`];
    expect(await (await fetch(address)).text()).toBe('here');
    set = [];
    expect(await refusalOf(fetch(address))).toMatch(/^http instead of https$/);
    expect(web.connects).toBe(1);
  });

  it('opens no other port of the same host', async () => {
    const trap = await openTrap();
    const fetch = createGuardedFetch({ exemptOrigins: () => ['http://127.0.0.1:1'] });
    expect(await refusalOf(fetch(`http://127.0.0.1:${trap.port}/`))).toMatch(/^http instead of https$/);
    expect(trap.connects).toBe(0);
  });
});

describe('one call is one request', () => {
  it.each([421, 401, 407, 503])('a POST that is answered with %i is not sent again', async (status) => {
    let posts = 0;
    const web = await openWeb((request, response) => {
      posts += 1;
      request.resume().on('end', () => response.writeHead(status, { connection: 'close' }).end());
    });
    const address = `http://127.0.0.1:${web.port}`;
    const fetch = createGuardedFetch({ exemptOrigins: () => [address] });
    await fetch(address, { method: 'POST', body: '{}' }).catch(() => null);
    expect(posts).toBe(1);
  });

  it('a form arrives with its fields, the file under its name', async () => {
    const bodies: string[] = [];
    const web = await openWeb((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => (body += text));
      request.on('end', () => {
        const boundary = /boundary=(.+)$/.exec(request.headers['content-type'] ?? '')?.[1] ?? '?';
        bodies.push(body.replaceAll(boundary, 'B'));
        response.end();
      });
    });
    const address = `http://127.0.0.1:${web.port}`;
    const form = new FormData();
    form.append('content', new File(['niño 猫'], 'cat.txt', { type: 'text/plain' }));
    form.append('metadata', '{}');
    await createGuardedFetch({ exemptOrigins: () => [address] })(address, { method: 'POST', body: form });
    expect(bodies).toEqual([
      [
        '--B',
        'Content-Disposition: form-data; name="content"; filename="cat.txt"',
        'Content-Type: text/plain',
        '',
        'niño 猫',
        '--B',
        'Content-Disposition: form-data; name="metadata"',
        '',
        '{}',
        '--B--',
        '',
      ].join('\r\n'),
    ]);
  });
});

it('an answer that is read late is still there', async () => {
  const web = await openWeb((_request, response) => void response.end('x'.repeat(100_000)));
  const address = `http://127.0.0.1:${web.port}`;
  const { body } = await createGuardedFetch({ exemptOrigins: () => [address] })(address);
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  for (let round = 0; round < 5; round++) {
    collectGarbage();
    await new Promise(setImmediate);
  }
  expect((await new Response(body).text()).length).toBe(100_000);
});

describe('heads that are no heads (F8)', () => {
  const head = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n';
  it.each([
    ['a header of 200 KB', `${head}x-long: ${'x'.repeat(200_000)}\r\n\r\n{}`],
    ['2,000 encodings', `${head}content-encoding: ${Array(2_000).fill('gzip').join(', ')}\r\n\r\n{}`],
    ['no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
  ])('%s: an error, not an answer', async (_name, bytes) => {
    const raw = await openRaw((socket) => socket.end(bytes));
    const address = `http://127.0.0.1:${raw.port}`;
    await expect(createGuardedFetch({ exemptOrigins: () => [address] })(address)).rejects.toThrow('fetch failed');
  });
});
