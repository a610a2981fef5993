import type { AdvisedName, ParameterChoice, ParameterRule } from '../parameter-advice.ts';
import {
  styles,
  contents,
  qualities,
  complexities,
  grades,
  axes,
  priorities,
  parameters,
  limits,
  effects,
  comparedBy,
  rules,
  stages,
  subjects,
  outcomes,
} from './spanish-names.ts';
import type { Phrases } from './phrases.ts';
import type { Writing } from './writing.ts';

function shown(parameter: AdvisedName, value: ParameterChoice['value'], { number }: Writing): string {
  if (value === null) return 'sin fijar';
  if (value === '') return 'vacío';
  // A seed is a name: nobody groups its digits.
  return typeof value === 'number' && parameter !== 'seed' ? number(value) : String(value);
}

function named(names: Readonly<Record<string, string>>, key: string | number | undefined): string {
  const name = String(key ?? '');
  return names[name] ?? name;
}

/** Why a parameter has its value, as the end of a sentence. */
const reasons: Record<ParameterRule, (because: ParameterChoice['because'], write: Writing) => string> = {
  'model-rule': () => 'como mejor funciona este modelo',
  complexity: ({ complexity, priority }) =>
    `para un prompt ${named(complexities, complexity)} y dando prioridad a ${named(priorities, priority)}`,
  style: ({ style }) => `como conviene al estilo: ${named(styles, style)}`,
  'content-type': ({ contentType }) => `con la forma que pide ${named(contents, contentType)}`,
  priority: ({ priority }) => `dando prioridad a ${named(priorities, priority)}`,
  given: () => 'como has pedido',
  'model-default': () => 'como lo trae el modelo',
  'model-range': ({ only }) =>
    only === undefined ? 'lo más cercano que admite el modelo' : 'lo único que admite este modelo',
  'time-limit': ({ limit }, { seconds }) => `para no pasar de ${seconds(Number(limit))}`,
  'memory-limit': ({ limit }, { number }) => `para no pasar de ${number(Number(limit))} GB`,
  drawn: () => 'se sortea al ejecutar',
  generated: () => 'escrito para este prompt',
  'not-taken': () => 'este modelo no lo admite',
};

export const spanish: Phrases = {
  titles: {
    summary: 'Resumen',
    loras: 'LoRA',
    parameters: 'Parámetros',
    alternatives: 'Descartado',
    tradeOffs: 'Qué se cede',
    performance: 'Tiempo y memoria',
    tips: 'Consejos',
    decisions: 'Decisiones',
  },
  document: 'Por qué este consejo',
  ...{ styles, contents, qualities, complexities, axes, priorities, parameters, limits, effects, comparedBy },

  settings: ({ steps, guidance, size, sampler, model }, write) =>
    `${model}: ${
      write.list([
        ...(steps === null ? [] : [write.counted(steps, { one: '# paso', other: '# pasos' })]),
        ...(guidance === null ? [] : [`CFG ${write.number(guidance)}`]),
        ...(size === null ? [] : [`${write.number(size[0], 0)} × ${write.number(size[1], 0)} píxeles`]),
        ...(sampler === null ? [] : [`muestreador ${sampler}`]),
      ]) || 'sus propios ajustes'
    }.`,
  withLoras: (loras, { list, number }) =>
    `Con ${list(loras.map(({ name, weight }) => `${name} (${number(weight)})`))}.`,
  withoutLoras: 'Sin ningún LoRA.',
  readAs: ({ style, contentType, quality, complexity, by }, { percent }) =>
    [
      contentType === null ? 'El prompt no dice qué clase de imagen' : `El prompt pide ${contents[contentType]}`,
      ...(style === null ? [] : [`estilo: ${styles[style]}`]),
      `calidad: ${qualities[quality]}`,
      `complejidad: ${grades[complexity.category]} (${percent(complexity.score)})`,
      by === 'rules' ? 'leído con reglas.' : 'leído con Ollama.',
    ].join('; '),
  noStyle: (words, { list }) =>
    words.length === 0
      ? 'Ninguna palabra del prompt nombra uno de los estilos generales (anime, pintura, foto…), así que no se supone ninguno.'
      : `El prompt nombra un estilo con ${list(words.map((word) => `«${word}»`))}, de lo que se encargan los LoRA; no es ninguno de los estilos generales (anime, pintura, foto…).`,
  axisScores: (scores, { list, percent }) =>
    `Complejidad por ejes: ${list(Object.entries(scores).map(([axis, score]) => `${named(axes, axis)} ${percent(score)}`))}.`,
  concepts: (texts, { list }) => `Entendido: ${list(texts)}.`,
  baseModel: ({ id, why }, { list }) => {
    switch (why.kind) {
      case 'asked-for':
        return `${id} es el modelo que has pedido.`;
      case 'only-one':
        return `${id} es el único modelo de aquí que hace imágenes a partir de texto.`;
      case 'best-match':
        return `${id} es el que mejor encaja con el prompt: ${list(why.matched)}.`;
      case 'priority':
        return `${id} es el mejor dando prioridad a ${priorities[why.priority]}.`;
      case 'nearest-to-limits':
        return `Ningún modelo cumple los límites; ${id} es el que más se acerca.`;
    }
  },
  modelRejected: (id, why, { number, seconds }) => {
    switch (why.kind) {
      case 'not-asked-for':
        return `${id}: se ha pedido otro modelo.`;
      case 'too-slow':
        return `${id}: necesita ${seconds(why.seconds)}, más de ${seconds(why.limit)}.`;
      case 'too-big':
        return `${id}: necesita ${number(why.gigabytes)} GB, más de ${number(why.limit)} GB.`;
      case 'other-style':
        return `${id}: encaja menos con el prompt (${number(why.score)} frente a ${number(why.best)}).`;
      case 'not-for-text':
        return `${id}: no hace imágenes solo a partir de texto.`;
      case 'last-resort':
        return `${id}: es pequeño y solo está para que siempre haya un modelo.`;
    }
  },

  lora: ({ name, weight, score }, { number }) => `${name}: peso ${number(weight)}, puntuación ${number(score)}.`,
  triggerWords: (name, words, { list }) => `${name} añade al prompt: ${list(words)}.`,
  aboutLora: (name, sentence) => `${name}: ${sentence}`,
  partScores: (name, { semantic, keyword, popularity, history }, score, { number }) =>
    `${name}: significado ${number(semantic, 4)} + palabras ${number(keyword, 4)} + popularidad ${number(popularity, 4)} + tus resultados ${number(history, 4)} = ${number(score, 4)}.`,
  rejectedLora: ({ name, score }, why, { number }) => `${name} (puntuación ${number(score)}): ${why}`,
  rebalanced: (from, { number }) => `Los pesos sumaban ${number(from)} y se han bajado todos a la vez.`,
  similarity: (kind) => `Las descripciones se han comparado con el prompt según ${comparedBy[kind]}.`,

  parameter: (choice, write) =>
    `${parameters[choice.parameter]}: ${shown(choice.parameter, choice.because.title ?? choice.value, write)}, ${reasons[choice.rule](choice.because, write)}.`,
  instead: ({ parameter, fallbackDefault }, write) =>
    `${parameters[parameter]}: por sí solo, el modelo usaría ${shown(parameter, fallbackDefault, write)}.`,
  range: ({ parameter, range: [least, most] }, { number }) =>
    least === most
      ? `${parameters[parameter]}: aquí va bien ${number(least)}.`
      : `${parameters[parameter]}: aquí va bien de ${number(least)} a ${number(most)}.`,
  alternatives: ({ parameter, alternatives }, write) =>
    `${parameters[parameter]}: también serviría ${write.list(alternatives.map(({ value, effect }) => `${shown(parameter, value, write)} (${effects[effect]})`))}.`,
  path: ({ parameter, path }, write) =>
    `${parameters[parameter]}: ${path.map(({ rule, value }) => `${shown(parameter, value, write)} (${rules[rule]})`).join(' → ')}.`,
  embeddings: ({ installed, advised }, { list, counted }) => {
    if (installed === 0) return 'No hay ningún embedding instalado.';
    const there = counted(installed, { one: 'Hay # embedding instalado', other: 'Hay # embeddings instalados' });
    return advised.length === 0
      ? `${there}; ninguno encaja.`
      : `${there}; ayudaría ${list(advised.map(({ token }) => token))}.`;
  },

  tradeOff: {
    'steps-for-time': ({ steps, otherwise }, { number }) =>
      `${number(steps)} pasos en vez de ${number(otherwise)}: menos tiempo y algo menos de detalle.`,
    'time-for-detail': ({ steps, otherwise }, { number }) =>
      `${number(steps)} pasos en vez de ${number(otherwise)}: más detalle a cambio de más tiempo.`,
    'size-for-memory': ({ pixels, otherwise }, { number }) =>
      `${number(pixels)} píxeles en vez de ${number(otherwise)}: así cabe en la memoria.`,
    'guidance-for-variety': ({ guidanceScale }, { number }) =>
      `CFG ${number(guidanceScale)} se ciñe al prompt y deja menos al azar.`,
    'loras-for-likeness': ({ count, totalWeight }, { counted, number }) =>
      `${counted(count, { one: '# LoRA', other: '# LoRA' })} con un peso total de ${number(totalWeight)}: más del estilo y menos del modelo sin más.`,
  },
  time: ({ value, isCold }, { seconds }) =>
    isCold ? `Unos ${seconds(value)}, con la carga del modelo.` : `Unos ${seconds(value)}; el modelo ya está cargado.`,
  noTime: 'No se sabe cuánto tarda este modelo.',
  accuracy: ({ errorPercent, fromRuns }, { number, counted }) => {
    const runs = counted(fromRuns, { one: '# ejecución de este equipo', other: '# ejecuciones de este equipo' });
    return errorPercent === null
      ? `El tiempo es una primera estimación, con ${runs}.`
      : `Error mediano de estos tiempos: ${number(errorPercent, 0)} %, en ${runs}.`;
  },
  memory: ({ value, kind, basis }, { bytes }) =>
    `${kind === 'ram' ? 'Memoria' : 'Memoria gráfica'}: ${bytes(value)}, ${basis === 'measured' ? 'según lo medido aquí' : 'por el tamaño de sus archivos'}.`,
  ofTimeLimit: (share, { percent }) => `Es el ${percent(share)} del límite de tiempo.`,
  measured: ({ seconds: value, peakBytes, memory }, { seconds, bytes }) =>
    peakBytes === null
      ? `Tardó ${seconds(value)}.`
      : `Tardó ${seconds(value)} y usó ${bytes(peakBytes)} de ${memory === 'ram' ? 'memoria' : 'memoria gráfica'}.`,
  conflict: ({ constraint, wanted, nearest, why }, { seconds, number }) => {
    const unit = (value: number): string => (constraint === 'maxTimeSeconds' ? seconds(value) : `${number(value)} GB`);
    return why === 'no-estimate' || nearest === null
      ? `Antes de la primera ejecución no se sabe si se cumplirá el ${limits[constraint]} de ${unit(wanted)}.`
      : `El ${limits[constraint]} de ${unit(wanted)} no se puede cumplir: lo más cercano es ${unit(nearest)}.`;
  },
  tip: {
    'name-a-style': () => 'Nombra un estilo, como «acuarela» o «foto»: los LoRA y el CFG podrán seguirlo.',
    'say-more': () => 'Di algo más: el lugar, la luz y los colores hacen tuya una imagen.',
    'say-less': () => 'Di menos, o da peso a lo que importa: no todo cabe a la vez.',
    'try-seeds': () => 'Prueba varias semillas: los mismos ajustes dan muchas imágenes.',
    'rate-it': () => 'Valora el resultado: los próximos consejos lo tendrán en cuenta.',
    'loosen-limit': ({ constraint, to }, { seconds, number }) =>
      to === null
        ? `Ejecútalo una vez sin ${limits[constraint]}: así se sabrá lo que tarda.`
        : `Sube el ${limits[constraint]} a ${constraint === 'maxTimeSeconds' ? seconds(to) : `${number(to)} GB`}.`,
  },
  decision: ({ stage, subject, outcome, rule }, { number }) => {
    const result =
      outcome === null ? 'nada' : typeof outcome === 'number' ? number(outcome) : (outcomes[outcome] ?? outcome);
    return `${stages[stage]} · ${subjects[subject] ?? subject}: ${result === '' ? 'vacío' : result} (${rules[rule] ?? rule}).`;
  },
};
