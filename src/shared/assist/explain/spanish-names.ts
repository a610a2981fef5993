import type { Phrases } from './phrases.ts';

export const styles: Phrases['styles'] = {
  photorealistic: 'fotorrealista',
  anime: 'anime',
  cartoon: 'dibujo animado',
  painting: 'pintura',
  'digital-art': 'arte digital',
  'concept-art': 'arte conceptual',
  sketch: 'boceto',
  'pixel-art': 'pixel art',
  '3d-render': 'render 3D',
  abstract: 'abstracto',
};
export const contents: Phrases['contents'] = {
  portrait: 'un retrato',
  'full-body': 'un cuerpo entero',
  group: 'un grupo',
  animal: 'un animal',
  landscape: 'un paisaje',
  cityscape: 'una ciudad',
  interior: 'un interior',
  product: 'un producto',
  abstract: 'algo abstracto',
};
export const qualities: Phrases['qualities'] = {
  draft: 'borrador',
  standard: 'normal',
  high: 'alta',
  masterpiece: 'obra maestra',
};
export const complexities: Phrases['complexities'] = { simple: 'sencillo', moderate: 'medio', complex: 'complejo' };
/** The same of the complexity itself. */
export const grades: Phrases['complexities'] = { simple: 'baja', moderate: 'media', complex: 'alta' };
export const axes: Phrases['axes'] = {
  subjects: 'sujetos',
  detail: 'detalle',
  relations: 'relaciones',
  setting: 'escenario',
  variety: 'variedad',
  length: 'longitud',
};
export const priorities: Phrases['priorities'] = {
  quality: 'la calidad',
  balanced: 'el equilibrio',
  speed: 'la rapidez',
};
export const parameters: Phrases['parameters'] = {
  steps: 'Pasos',
  guidanceScale: 'CFG',
  width: 'Ancho',
  height: 'Alto',
  aspectRatio: 'Proporción',
  scheduler: 'Muestreador',
  seed: 'Semilla',
  negativePrompt: 'Prompt negativo',
};
export const limits: Phrases['limits'] = { maxTimeSeconds: 'límite de tiempo', maxVramGb: 'límite de memoria' };
export const effects: Phrases['effects'] = {
  faster: 'más rápido',
  finer: 'más fino',
  freer: 'más libre',
  stricter: 'más fiel al prompt',
  smaller: 'más pequeño',
};
export const comparedBy: Phrases['comparedBy'] = {
  ollama: 'un modelo de Ollama',
  onnx: 'el modelo de frases de este equipo',
  lexical: 'las palabras comunes',
};

/** Rules of every part of an advice by their short names, for the chain of decisions. */
export const rules: Record<string, string> = {
  rules: 'leído con reglas',
  ollama: 'leído con Ollama',
  'asked-for': 'pedido',
  'only-one': 'el único',
  'best-match': 'el que mejor encaja',
  priority: 'por prioridad',
  'nearest-to-limits': 'el más cercano a los límites',
  'not-asked-for': 'no pedido',
  'too-slow': 'demasiado lento',
  'too-big': 'demasiado grande',
  'other-style': 'encaja menos',
  'not-for-text': 'no hace imágenes a partir de texto',
  'last-resort': 'pequeño, siempre disponible',
  'model-rule': 'regla del modelo',
  complexity: 'complejidad',
  style: 'estilo',
  'content-type': 'contenido',
  given: 'dado por ti',
  'model-default': 'valor del modelo',
  'model-range': 'rango del modelo',
  'time-limit': 'límite de tiempo',
  'memory-limit': 'límite de memoria',
  drawn: 'sorteado',
  generated: 'escrito para el prompt',
  'not-taken': 'no lo admite el modelo',
  kept: 'se cumple',
  'fewest-steps-take-longer': 'no se puede cumplir',
  'model-needs-more': 'no se puede cumplir',
  'no-estimate': 'aún no se sabe',
  matched: 'encaja con el prompt',
  'no-match': 'ninguna palabra lo pide',
  'cannot-use': 'aquí no se puede usar',
  'incompatible-base': 'hecho para otro modelo',
  'file-missing': 'falta el archivo',
  blocked: 'bloqueado',
  'in-prompt': 'ya está en el prompt',
  'no-style-word': 'sin palabra de estilo',
  'below-confidence': 'puntuación baja',
  'style-conflict': 'estilos que se excluyen',
  'over-max': 'ya hay bastantes',
  'style-word': 'palabra de estilo',
  keywords: 'palabras comunes',
  similar: 'descripción parecida',
  popular: 'popular',
  history: 'tus resultados',
  'moved-up': 'tus valoraciones',
  'moved-down': 'tus valoraciones',
  score: 'puntuación',
};
export const stages = {
  analysis: 'Prompt',
  'base-model': 'Modelo',
  lora: 'LoRA',
  parameter: 'Parámetro',
  embedding: 'Embedding',
  limit: 'Límite',
} as const;
export const subjects: Record<string, string> = {
  style: 'estilo',
  contentType: 'contenido',
  quality: 'calidad',
  complexity: 'complejidad',
  ...parameters,
  ...limits,
};
export const outcomes: Record<string, string> = { ...styles, ...contents, ...qualities, ...grades, taken: 'elegido' };
