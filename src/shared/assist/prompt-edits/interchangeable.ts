/** Words of which one may stand for another in the same place. Spanish ones that agree are masculine/feminine. */
interface Family {
  en: readonly string[];
  es: readonly string[];
}

export const interchangeable: readonly Family[] = [
  { en: ['dawn', 'sunset', 'noon', 'dusk'], es: ['amanecer', 'atardecer', 'anochecer', 'mediodía'] },
  {
    en: ['at night', 'at dawn', 'at sunset', 'at noon'],
    es: ['de noche', 'al amanecer', 'al atardecer', 'a mediodía'],
  },
  { en: ['spring', 'summer', 'autumn', 'winter'], es: ['primavera', 'verano', 'otoño', 'invierno'] },
  { en: ['rain', 'fog', 'snow', 'wind'], es: ['lluvia', 'niebla', 'nieve', 'tormenta'] },
  { en: ['sea', 'desert', 'forest', 'meadow', 'valley'], es: ['mar', 'desierto', 'bosque', 'prado', 'valle'] },
  { en: ['beach', 'lake', 'river', 'jungle'], es: ['playa', 'montaña', 'selva', 'colina'] },
  {
    en: ['red', 'blue', 'green', 'yellow', 'white', 'black', 'purple', 'orange'],
    es: ['rojo/roja', 'azul', 'verde', 'amarillo/amarilla', 'blanco/blanca', 'negro/negra', 'morado/morada'],
  },
  {
    en: ['peaceful', 'mysterious', 'romantic', 'melancholic', 'dreamy', 'epic', 'dramatic'],
    es: [
      'tranquilo/tranquila',
      'misterioso/misteriosa',
      'romántico/romántica',
      'melancólico/melancólica',
      'onírico/onírica',
      'épico/épica',
      'dramático/dramática',
    ],
  },
  {
    en: ['soft light', 'dramatic lighting', 'golden hour', 'cinematic lighting', 'rim light', 'natural light'],
    es: [
      'luz suave',
      'iluminación dramática',
      'hora dorada',
      'iluminación cinematográfica',
      'contraluz',
      'luz natural',
    ],
  },
  {
    en: ['close-up', 'wide shot', 'low angle', 'top view', 'aerial view'],
    es: ['primer plano', 'plano general', 'contrapicado', 'vista cenital', 'vista aérea'],
  },
  {
    en: ['oil painting', 'watercolor', 'pencil sketch', 'pixel art', '3d render', 'concept art', 'anime style'],
    es: ['pintura al óleo', 'acuarela', 'boceto a lápiz', 'pixel art', 'render 3d', 'arte conceptual', 'estilo anime'],
  },
];
