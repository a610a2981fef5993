/** Where the page's pictures come from: Electron's own scheme, or the web host itself. */
export type AssetOrigin = 'telar-asset:' | "'self'";

/**
 * Content security policy of the window, the same in both hosts (DESIGN §6). It was tried in Chromium with all chosen
 * libraries; Trusted Types must never be weakened to silence one of them.
 */
export function contentSecurityPolicy(assets: AssetOrigin): string {
  const media = ["'self'", 'blob:', ...(assets === "'self'" ? [] : [assets])].join(' ');
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    // Mantine and React Flow write <style> elements; style attributes are set by the DOM, which needs no permission.
    "style-src-elem 'self' 'unsafe-inline'",
    "worker-src 'self'",
    // Texts and sounds of takes are read by the page itself.
    `connect-src ${["'self'", ...(assets === "'self'" ? [] : [assets])].join(' ')}`,
    "font-src 'self'",
    `img-src ${media}`,
    `media-src ${media}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');
}

/** Headers of every file of the window. */
export function windowHeaders(assets: AssetOrigin): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(assets),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  };
}
