import type { en } from '../en/index.ts';

/** Spanish sentences about a picture that was generated: what is thought of it and what is done with it. */
export const picture: typeof en.picture = {
  say: '¿Qué te parece?',
  part: {
    quality: 'Calidad',
    qualityHint: 'Lo bien hecha que está',
    accuracy: 'Fidelidad',
    accuracyHint: 'Lo bien que muestra lo que dice el prompt',
    aesthetic: 'Belleza',
    aestheticHint: 'Cuánto te gusta mirarla',
  },
  comment: 'Comentario',
  commentHint: '¿Qué está bien y qué no?',
  tags: 'Etiquetas',
  tagsHint: 'Una palabra y Intro',
  done: 'Lo que hiciste con ella',
  action: { saved: 'Guardada', shared: 'Compartida', regenerated: 'Hecha otra vez', discarded: 'Descartada' },
  save: 'Guardar la imagen…',
  saveTitle: 'Guardar la imagen',
  saveYes: 'Guardar',
  format: 'Tipo de archivo',
  size: 'Tamaño',
  asMade: 'Como se hizo',
  times: '{{scale}}×',
  tells: 'Lo que cuenta el archivo',
  disclosure: {
    full: 'Cómo se hizo',
    fullHint: 'Prompt, modelo, ajustes y semilla. Telar y otros programas los leen del archivo.',
    explained: 'Cómo se hizo y por qué así',
    explainedHint: 'También las razones del consejo.',
    'share-safe': 'Ninguna palabra tuya',
    'share-safeHint': 'Quedan el modelo y los ajustes; el prompt y los nombres de tu trabajo, no. Para compartir.',
  },
  again: 'Otra vez con otra semilla',
};

/** Spanish sentences about who reads a prompt for advice. */
export const reader: typeof en.reader = {
  label: 'Quién lee el prompt',
  by: 'Lee {{model}}',
  rules: 'Leen las reglas',
  rulesHint: 'Palabras que Telar conoce, en inglés y español. Al instante y siempre igual.',
  ollama: 'Lee Ollama',
  ollamaHint: 'Un modelo de lenguaje en tu equipo: cualquier idioma, unos segundos.',
  model: 'Modelo de Ollama',
  patience: 'Esperarlo como máximo',
  asking: 'Preguntando a Ollama por sus modelos…',
  noModels: 'Ollama aún no tiene modelos.',
  fallback: 'Se preguntó a Ollama; al final lo leyeron las reglas.',
};
