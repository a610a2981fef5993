/** Spanish sentences of the help with the words of a prompt. */
export const promptTools = {
  title: 'Ayuda con el texto',
  difference: 'Lo que cambiaría',
  use: 'Usar esto',
  another: 'Otra propuesta',
  takeBack: 'Deshacer',
  tidy: {
    title: 'Ordenar',
    hint: 'Limpia el texto; lo que pide sigue siendo lo mismo.',
    nothing: 'No hay nada que ordenar.',
  },
  weigh: {
    title: 'Pesos',
    hint: 'Cuánto cuenta cada cosa: 1 es lo normal, más la destaca.',
    nothing: 'Escribe antes un prompt; aquí aparecerá lo que se entienda de él.',
    of: 'Peso de «{{text}}»',
  },
  vary: {
    title: 'Variar',
    hint: 'Cambia una o dos palabras por otras del mismo tipo.',
    nothing: 'Ninguna palabra tiene otras de su tipo: un color, una hora del día, un estilo.',
  },
  character: {
    title: 'Personaje',
    hint: 'Inventa una persona en lugar del prompt.',
    world: 'Mundo',
    worlds: { any: 'Todos', fantasy: 'Fantasía', modern: 'Actual', 'science-fiction': 'Futuro' },
  },
  kind: {
    spaces: 'Se corrigen los espacios.',
    'empty-part': 'Se quitan las partes vacías entre comas.',
    'duplicate-part': 'Lo que se dice dos veces se dice una.',
    unopened: 'Se quitan los paréntesis que no cierran nada.',
    unclosed: 'Se cierran los paréntesis que quedan abiertos.',
    weight: 'Cambian los pesos.',
    swap: 'Se sustituyen palabras.',
  },
};
