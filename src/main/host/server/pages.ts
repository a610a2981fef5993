import type { Answer } from '../content/index.ts';

/** Reasons for which a person sees a page instead of the studio. */
export type PageReason = 'code-used' | 'signed-out' | 'foreign-link';

const status: Record<PageReason, number> = { 'code-used': 403, 'signed-out': 401, 'foreign-link': 403 };

/** These pages are shown before the window's own translations can be loaded. */
const texts: Record<'en' | 'es', Record<PageReason, { title: string; text: string }>> = {
  en: {
    'code-used': {
      title: 'This link has already been used',
      text: 'A start link works once. Stop Telar in its terminal (Ctrl+C), start it again, and open the new link it prints.',
    },
    'signed-out': {
      title: 'This browser is not signed in to Telar',
      text: 'Open the link that Telar printed when it started. If that link has been used, stop Telar in its terminal (Ctrl+C) and start it again: it prints a new one.',
    },
    'foreign-link': {
      title: 'Telar does not open from another site',
      text: 'For your safety, links on other pages do not work here. Copy the address that Telar printed into the address bar.',
    },
  },
  es: {
    'code-used': {
      title: 'Este enlace ya se ha usado',
      text: 'Un enlace de inicio sirve una sola vez. Detén Telar en su terminal (Ctrl+C), vuelve a iniciarlo y abre el enlace nuevo que muestra.',
    },
    'signed-out': {
      title: 'Este navegador no ha iniciado sesión en Telar',
      text: 'Abre el enlace que Telar mostró al iniciarse. Si ya se usó, detén Telar en su terminal (Ctrl+C) y vuelve a iniciarlo: mostrará uno nuevo.',
    },
    'foreign-link': {
      title: 'Telar no se abre desde otro sitio',
      text: 'Por tu seguridad, los enlaces de otras páginas no funcionan aquí. Copia en la barra de direcciones la dirección que mostró Telar.',
    },
  },
};

/** The page for a reason, in the browser's language. It has no script and takes nothing from the request. */
export function reasonPage(reason: PageReason, acceptLanguage: string | undefined): Answer {
  const language = chooseLanguage(acceptLanguage);
  const { title, text } = texts[language][reason];
  return {
    status: status[reason],
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    },
    body: `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Telar</title>
<style>
:root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif; }
main { max-width: 34rem; margin: 18vh auto 0; padding: 0 1.5rem; }
h1 { font-size: 1.4rem; }
</style>
</head>
<body><main><h1>${title}</h1><p>${text}</p></main></body>
</html>
`,
  };
}

/** English or Spanish, whichever the Accept-Language header wants more; English when it wants neither. */
export function chooseLanguage(header: string | undefined): 'en' | 'es' {
  const wanted = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const weight = parameters.find((parameter) => parameter.trim().startsWith('q='));
      return { language: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight.trim().slice(2)) };
    })
    .filter(({ language, weight }) => (language === 'en' || language === 'es') && weight > 0)
    .sort((left, right) => right.weight - left.weight);
  return wanted[0]?.language === 'es' ? 'es' : 'en';
}
