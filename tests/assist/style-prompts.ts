/** How people ask for the styles that ship, in the words of neither their names alone nor their descriptions. */
const askedBy: Record<string, readonly string[]> = {
  neon: [
    '{} in neon style',
    'neon sign of {}',
    '{}, glowing outlines on black',
    'cyberpunk, {}',
    '{} made of glowing tubes',
    '{} con luces de neón',
    '{} en estilo neón',
    '{}, contornos luminosos',
    'synthwave poster of {}',
    '{} dibujado con tubos luminosos',
    'neon lights, {}',
    '{}, fluorescent lights at night',
    'estética ciberpunk, {}',
  ],
  sepia: [
    '{} in sepia',
    'an old photograph of {}',
    'vintage photo of {}',
    '{}, sepia tones, antique',
    'faded photograph: {}',
    '{} en sepia',
    'fotografía antigua de {}',
    'una foto vieja de {}',
    '{}, daguerreotype',
    '{} en tonos marrones',
    '{}, brown tones, old paper',
    'daguerrotipo de {}',
    'fotografía de época, {}',
  ],
  blueprint: [
    'blueprint of {}',
    '{} as a technical drawing',
    'an architectural plan of {}',
    '{}, white lines on blue paper',
    'cyanotype, {}',
    'plano técnico de {}',
    '{} como dibujo técnico',
    'plano de arquitecto con {}',
    '{}, engineering drawing with a grid',
    '{}, líneas blancas sobre azul',
    'construction plan: {}',
    'cianotipia de {}',
    '{}, schematic, pale lines',
  ],
  pastel: [
    '{} in pastel',
    'soft pastel colours, {}',
    'chalk drawing of {}',
    '{} in pale colors',
    '{}, delicate soft tones',
    '{} en colores pastel',
    'dibujo a tiza de {}',
    '{}, tonos suaves',
    '{} with washed out colors',
    '{} con colores pálidos',
    'pastel drawing, {}',
    '{}, powdery pastels',
    '{} a la tiza, colores suaves',
  ],
};

const subjects = [
  'a red house on the left, a meadow during the day',
  'a white cat in the snow at night, with a moon',
  'un barco azul en el mar al atardecer',
  'a purple balloon over the mountains at dawn, with clouds',
];

/** 208 prompts, each with the LoRA that it is for. */
export const stylePrompts: readonly { prompt: string; lora: string }[] = Object.entries(askedBy).flatMap(
  ([lora, phrases]) =>
    phrases.flatMap((phrase) => subjects.map((subject) => ({ prompt: phrase.replace('{}', subject), lora }))),
);

/** Prompts without a word of style. */
export const plainPrompts: readonly string[] = [
  ...subjects,
  'a blue house by the sea, a dark forest behind it',
  'black cat on brown paper, soft light, old tree',
  'un gato blanco con luz suave, casa vieja, noche oscura',
  'a drawing of a tower, with a plan of the meadow',
];
