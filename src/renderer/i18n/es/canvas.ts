import type { canvas as english } from '../en/canvas.ts';

/** Spanish sentences of the graph's ground. */
export const canvas: typeof english = {
  moreVariables: '{{count}} más',
  line: 'Línea',
  wire: '{{cell}} lee {{source}} ({{parameters}}). Intro va al otro extremo, Supr quita la línea.',
  noWires: '{{cell}} no tiene líneas: no lee ninguna celda y ninguna la lee.',
  leftOut: 'Fuera',
  gap: '{{layer}} de {{unit}} está fuera',
  bringBack: 'Recuperar',
  bringBackNamed: 'Recuperar {{cell}}',
  fromExample: 'O empieza con un ejemplo',
};
