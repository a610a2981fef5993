import type { onceMore as english } from '../en/once-more.ts';

/** Spanish sentences of asking before pictures are made once more, or a generation is gone on with. */
export const onceMore: typeof english = {
  title: {
    again: '¿Hacer esta imagen otra vez?',
    rest_one: '¿Hacer la imagen que falta?',
    rest_other: '¿Hacer las {{count}} imágenes que faltan?',
  },
  settings: 'Ajustes',
  asBefore: {
    again: 'Los mismos, con otra semilla',
    rest: 'Los mismos; lo que ya está se conserva y no se vuelve a pagar',
  },
  limit: '{{amount}} por ejecución',
  next: {
    budget: 'Sube el límite en los ajustes o haz menos imágenes.',
    notConfigured: 'Añade su clave en los ajustes y vuelve aquí.',
    noEngine: 'Elige otro modelo.',
  },
};
