/**
 * The only Trusted Types policy (`require-trusted-types-for 'script'; trusted-types default`). Must be imported before
 * everything else. Text without a tag may pass where libraries assign innerHTML; workers load from our own assets; text
 * never becomes a script.
 */
interface TrustedTypes {
  createPolicy(
    name: 'default',
    rules: { createHTML(text: string): string; createScriptURL(address: string): string },
  ): unknown;
}

const factory = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;

factory?.createPolicy('default', {
  createHTML(text) {
    if (text.includes('<')) throw new TypeError('Markup is never made from text here.');
    return text;
  },
  createScriptURL(address) {
    const url = new URL(address, document.baseURI);
    if (url.origin === window.location.origin && url.pathname.includes('/assets/')) return url.href;
    throw new TypeError(`Scripts come from this program's own assets, not from ${url.origin}.`);
  },
});

export {};
