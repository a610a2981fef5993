import { expect, it } from 'vitest';
import { contentSecurityPolicy } from './csp.ts';

const recipe = (media: string, reached: string): string =>
  "default-src 'none'; script-src 'self'; style-src 'self'; style-src-elem 'self' 'unsafe-inline'; worker-src 'self'; " +
  `connect-src ${reached}; font-src 'self'; img-src ${media}; media-src ${media}; object-src 'none'; base-uri 'none'; ` +
  "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default";

it('is the recipe of DESIGN §6 in Electron, where the page reads assets of their own scheme', () => {
  expect(contentSecurityPolicy('telar-asset:')).toBe(recipe("'self' blob: telar-asset:", "'self' telar-asset:"));
});

it('is the same in the web host, which serves the assets itself', () => {
  expect(contentSecurityPolicy("'self'")).toBe(recipe("'self' blob:", "'self'"));
});
