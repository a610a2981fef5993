/**
 * What the shipped templates say about their parameters, in Spanish, by the English sentence: one that is changed there, or
 * comes from a template of the user, is shown as it stands.
 */
export const fieldHints: Readonly<Record<string, string>> = {
  'What to emphasise': 'Qué destacar',
  'How many times larger': 'Cuántas veces más grande',
  'The same seed gives the same picture; left empty, one is drawn':
    'La misma semilla da la misma imagen; si se deja vacía, se sortea una',
  'Name or number of a voice, such as Rachel': 'Nombre o número de una voz, como Rachel',
  '0 is lively, 1 is even': '0 es vivaz, 1 es uniforme',
  'Two letters, such as es; left empty, the text tells': 'Dos letras, como es; si se deja vacío, lo dice el texto',
  'A name, or width and height': 'Un nombre, o ancho y alto',
  'Each picture is charged': 'Se cobra cada imagen',
  'Faster, with a little less detail': 'Más rápido, con algo menos de detalle',
  'Each with its address and weight': 'Cada uno con su dirección y su peso',
  'The same seed gives the same video; left empty, one is drawn':
    'La misma semilla da el mismo vídeo; si se deja vacía, se sortea una',
  'How often the model runs; each picture is charged': 'Cuántas veces se ejecuta el modelo; se cobra cada imagen',
  'More than one makes a related series': 'Más de una hace una serie relacionada',
  'lanczos3 is smooth, nearest keeps square pixels': 'lanczos3 es suave; nearest conserva los píxeles cuadrados',
  'For example: a red house on the left, the sea at night, with a moon':
    'Por ejemplo: a red house on the left, the sea at night, with a moon (una casa roja a la izquierda, el mar de noche, con luna)',
  'Picture to start from (image-to-image)': 'Imagen de la que se parte (imagen a imagen)',
  'How much of the start picture is replaced': 'Cuánto se reemplaza de la imagen de partida',
  'Styles merged into the model, by name and weight; in a prompt they are written <lora:neon:0.8>':
    'Estilos que se suman al modelo, por nombre y peso; en un prompt se escriben <lora:neon:0.8>',
  'White parts of the start picture are painted anew, black ones stay as they are':
    'Las partes blancas de la imagen de partida se pintan de nuevo; las negras se quedan como están',
  'Pixels over which the new and the old melt into each other, outwards from the mask':
    'Píxeles en los que lo nuevo se funde con lo anterior, hacia fuera de la máscara',
  'Gives back the contrast that a high CFG takes away': 'Devuelve el contraste que quita un CFG alto',
  'How many: with the seed, the one after it, and so on': 'Cuántas: con la semilla, la siguiente, y así',
  'What the model is and how it answers': 'Qué es el modelo y cómo responde',
  'For models that can see': 'Para modelos que pueden ver',
  '"json", or a JSON Schema that the answer has to follow; left empty, the answer is plain text':
    '"json", o un JSON Schema que la respuesta debe cumplir; si se deja vacío, la respuesta es texto normal',
  "Higher is more surprising; left empty, the model's own":
    'Más alta sorprende más; si se deja vacía, la propia del modelo',
  'Share of the likeliest words that are considered': 'Parte de las palabras más probables que se considera',
  'How many of the likeliest words are considered': 'Cuántas de las palabras más probables se consideran',
  'The same seed gives the same text; left empty, one is drawn':
    'La misma semilla da el mismo texto; si se deja vacía, se sortea una',
  'In tokens, about three quarters of a word each; left empty, until the model is done':
    'En tokens, unos tres cuartos de palabra cada uno; si se deja vacío, hasta que el modelo acabe',
  'Guides the composition': 'Guía la composición',
  'custom uses width and height': 'custom usa el ancho y el alto',
  'With the aspect ratio custom': 'Con la proporción custom',
  '1 is strict, 6 is permissive': '1 es estricto, 6 es permisivo',
  'Of webp and jpg files': 'De los archivos webp y jpg',
  'Picture to start from; the result has its proportions':
    'Imagen de la que se parte; el resultado tiene sus proporciones',
  'Address of the LoRA, as Replicate takes it: owner/name, a Hugging Face or a CivitAI address':
    'Dirección del LoRA, como la acepta Replicate: propietario/nombre, o una dirección de Hugging Face o CivitAI',
  'How closely the prompt is followed': 'Con qué fidelidad se sigue el prompt',
  'Runs the model with reduced precision': 'Ejecuta el modelo con precisión reducida',
  'What to change': 'Qué cambiar',
  '0 is strict; 2 at most with a picture': '0 es estricto; con una imagen, 2 como máximo',
  'Text with the mark {prompt} where the prompt goes': 'Texto con la marca {prompt} donde va el prompt',
  'To follow, or to continue': 'Para seguirlo, o para continuarlo',
  'The same seed gives the same music; left empty, one is drawn':
    'La misma semilla da la misma música; si se deja vacía, se sortea una',
  'White is painted anew; needs a start picture': 'Lo blanco se pinta de nuevo; necesita una imagen de partida',
  'More pictures take longer': 'Más imágenes tardan más',
  'Needs a first picture': 'Necesita una primera imagen',
  'Not with 1080p, nor with a first or last picture': 'No con 1080p, ni con una primera o última imagen',
  'Without effect where a first picture is given': 'Sin efecto si se da una primera imagen',
  'Pictures to start from; with the pictures made, at most 15':
    'Imágenes de las que se parte; con las imágenes hechas, 15 como máximo',
  'Used with the size custom': 'Se usa con el tamaño custom',
  'auto lets the model make several related pictures': 'auto deja que el modelo haga varias imágenes relacionadas',
  'Of a sequence; each picture is charged': 'De una secuencia; se cobra cada imagen',
};
