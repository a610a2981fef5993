import type { notice as english } from '../en/notice.ts';

/** Spanish sentences of notices by the operating system. */
export const notice: typeof english = {
  title: 'Avisos',
  runEnd: 'Avisarme cuando acabe una ejecución',
  runEndHint: 'Con un aviso del sistema, si duró más de diez segundos y estás mirando otra cosa.',
  denied:
    'El navegador no permite avisos de esta página. Permítelos en sus ajustes para esta página y actívalo después.',
};
