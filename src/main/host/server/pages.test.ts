import { describe, expect, it } from 'vitest';
import { chooseLanguage, reasonPage } from './pages.ts';

describe('chooseLanguage', () => {
  it.each([
    [undefined, 'en'],
    ['es', 'es'],
    ['es-MX,es;q=0.9,en;q=0.8', 'es'],
    ['en-US,en;q=0.9,es;q=0.8', 'en'],
    ['fr,es;q=0.5,en;q=0.4', 'es'],
    ['es;q=0.1, en;q=0.9', 'en'],
    ['es;q=0', 'en'],
    ['*', 'en'],
    [';;,,=', 'en'],
  ])('reads %j as %s', (header, language) => {
    expect(chooseLanguage(header)).toBe(language);
  });
});

describe('reasonPage', () => {
  it.each(['code-used', 'signed-out', 'foreign-link'] as const)(
    'says what to do about %s, in both languages',
    (reason) => {
      const [english, spanish] = [reasonPage(reason, 'en'), reasonPage(reason, 'es')];
      expect(english.body).toContain('<html lang="en">');
      expect(spanish.body).toContain('<html lang="es">');
      expect(english.headers['content-security-policy']).toContain("default-src 'none'");
      expect(english.body).not.toMatch(/<script|<form/);
    },
  );
});
