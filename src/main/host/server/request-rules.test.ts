import { describe, expect, it } from 'vitest';
import { cookieValues, refuseForeign, refuseForeignSocket, splitTarget } from './request-rules.ts';

const port = 4321;
const host = `127.0.0.1:${port}`;

describe('refuseForeign', () => {
  it.each([
    [{ host }],
    [{ host: `localhost:${port}` }],
    [{ host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }],
    [{ host, 'sec-fetch-site': 'none' }],
  ])('lets %j in', (headers) => {
    expect(refuseForeign({ method: 'GET', headers }, port)).toBeNull();
  });

  it.each([
    [{}, 421],
    [{ host: '' }, 421],
    [{ host: '127.0.0.1' }, 421],
    [{ host: `127.0.0.1:${port + 1}` }, 421],
    [{ host: `localhost.:${port}` }, 421],
    [{ host: `evil.example:${port}` }, 421],
    [{ host: `127.0.0.1.evil.example:${port}` }, 421],
    [{ host: `[::1]:${port}` }, 421],
    [{ host, origin: 'http://evil.example' }, 403],
    [{ host, origin: 'null' }, 403],
    [{ host, origin: `https://${host}` }, 403],
    [{ host, origin: `http://localhost:${port}` }, 403],
    [{ host, origin: `http://127.0.0.1:${port + 1}` }, 403],
    [{ host, 'sec-fetch-site': 'cross-site' }, 403],
    [{ host, 'sec-fetch-site': 'same-site' }, 403],
  ])('refuses %j with %i', (headers, status) => {
    expect(refuseForeign({ method: 'GET', headers }, port)?.status).toBe(status);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', ''])('refuses %j as a method', (method) => {
    expect(refuseForeign({ method, headers: { host } }, port)?.status).toBe(405);
  });

  it('wants an Origin of a WebSocket', () => {
    expect(refuseForeignSocket({ method: 'GET', headers: { host } }, port)?.status).toBe(403);
    expect(refuseForeignSocket({ method: 'GET', headers: { host, origin: `http://${host}` } }, port)).toBeNull();
  });
});

describe('splitTarget', () => {
  it('keeps the path as it came', () => {
    expect(splitTarget('/a/%2e%2e/b?code=x?y')?.path).toBe('/a/%2e%2e/b');
    expect(splitTarget('/?code=x%3D')?.query.get('code')).toBe('x=');
  });
  it.each([undefined, '', '*', 'http://evil.example/', '//evil.example/'])('refuses %j', (target) => {
    expect(splitTarget(target)).toBeNull();
  });
});

describe('cookieValues', () => {
  it.each([
    ['a=1', ['1']],
    ['b=2; a=1;a=3 ', ['1', '3']],
    ['xa=1; a', []],
    [undefined, []],
  ])('reads %j', (header, expected) => {
    expect(cookieValues(header, 'a')).toEqual(expected);
  });
});
