import type { AdvisedName, ParameterChoice, ParameterRule } from '../parameter-advice.ts';
import {
  styles,
  contents,
  qualities,
  complexities,
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
} from './english-names.ts';
import type { Phrases } from './phrases.ts';
import type { Writing } from './writing.ts';

function shown(parameter: AdvisedName, value: ParameterChoice['value'], { number }: Writing): string {
  if (value === null) return 'open';
  if (value === '') return 'empty';
  // A seed is a name: nobody groups its digits.
  return typeof value === 'number' && parameter !== 'seed' ? number(value) : String(value);
}

function named(names: Readonly<Record<string, string>>, key: string | number | undefined): string {
  const name = String(key ?? '');
  return names[name] ?? name;
}

/** Why a parameter has its value, as the end of a sentence. */
const reasons: Record<ParameterRule, (because: ParameterChoice['because'], write: Writing) => string> = {
  'model-rule': () => 'as this model works best',
  complexity: ({ complexity, priority }) =>
    `for a ${named(complexities, complexity)} prompt and a priority of ${named(priorities, priority)}`,
  style: ({ style }) => `as suits the style: ${named(styles, style)}`,
  'content-type': ({ contentType }) => `in the shape for ${named(contents, contentType)}`,
  priority: ({ priority }) => `for a priority of ${named(priorities, priority)}`,
  given: () => 'as you asked',
  'model-default': () => 'as the model has it by itself',
  'model-range': ({ only }) => (only === undefined ? 'the nearest that the model takes' : 'the only one of this model'),
  'time-limit': ({ limit }, { seconds }) => `to stay within ${seconds(Number(limit))}`,
  'memory-limit': ({ limit }, { number }) => `to stay within ${number(Number(limit))} GB`,
  drawn: () => 'drawn when it runs',
  generated: () => 'written for this prompt',
  'not-taken': () => 'not a parameter of this model',
};

export const english: Phrases = {
  titles: {
    summary: 'Summary',
    loras: 'LoRAs',
    parameters: 'Parameters',
    alternatives: 'Not taken',
    tradeOffs: 'Trade-offs',
    performance: 'Time and memory',
    tips: 'Tips',
    decisions: 'Decisions',
  },
  document: 'Why this advice',
  ...{ styles, contents, qualities, complexities, axes, priorities, parameters, limits, effects, comparedBy },

  settings: ({ steps, guidance, size, sampler, model }, write) =>
    `${model}: ${
      write.list([
        ...(steps === null ? [] : [write.counted(steps, { one: '# step', other: '# steps' })]),
        ...(guidance === null ? [] : [`CFG ${write.number(guidance)}`]),
        ...(size === null ? [] : [`${write.number(size[0], 0)} × ${write.number(size[1], 0)} pixels`]),
        ...(sampler === null ? [] : [`sampler ${sampler}`]),
      ]) || 'its own settings'
    }.`,
  withLoras: (loras, { list, number }) =>
    `With ${list(loras.map(({ name, weight }) => `${name} (${number(weight)})`))}.`,
  withoutLoras: 'Without any LoRA.',
  readAs: ({ style, contentType, quality, complexity, by }, { percent }) =>
    [
      contentType === null ? 'The prompt names no kind of picture' : `The prompt asks for ${contents[contentType]}`,
      ...(style === null ? [] : [`style: ${styles[style]}`]),
      `quality: ${qualities[quality]}`,
      `complexity: ${complexities[complexity.category]} (${percent(complexity.score)})`,
      by === 'rules' ? 'read by rules.' : 'read by Ollama.',
    ].join('; '),
  noStyle: (words, { list }) =>
    words.length === 0
      ? 'No word of the prompt names one of the broad styles (anime, painting, photo …), so none is assumed.'
      : `The prompt names a style by ${list(words.map((word) => `"${word}"`))}, which LoRAs are for; it is none of the broad styles (anime, painting, photo …).`,
  axisScores: (scores, { list, percent }) =>
    `Complexity by axis: ${list(Object.entries(scores).map(([axis, score]) => `${named(axes, axis)} ${percent(score)}`))}.`,
  concepts: (texts, { list }) => `Understood: ${list(texts)}.`,
  baseModel: ({ id, why }, { list }) => {
    switch (why.kind) {
      case 'asked-for':
        return `${id} is the model you asked for.`;
      case 'only-one':
        return `${id} is the only model here that makes pictures from text.`;
      case 'best-match':
        return `${id} suits the prompt best: ${list(why.matched)}.`;
      case 'priority':
        return `${id} suits a priority of ${priorities[why.priority]} best.`;
      case 'nearest-to-limits':
        return `No model keeps the limits; ${id} comes nearest.`;
    }
  },
  modelRejected: (id, why, { number, seconds }) => {
    switch (why.kind) {
      case 'not-asked-for':
        return `${id}: another model was asked for.`;
      case 'too-slow':
        return `${id}: needs ${seconds(why.seconds)}, more than ${seconds(why.limit)}.`;
      case 'too-big':
        return `${id}: needs ${number(why.gigabytes)} GB, more than ${number(why.limit)} GB.`;
      case 'other-style':
        return `${id}: suits the prompt less (${number(why.score)} against ${number(why.best)}).`;
      case 'not-for-text':
        return `${id}: makes no pictures from text alone.`;
      case 'last-resort':
        return `${id}: small, and only there so that there is always a model.`;
    }
  },

  lora: ({ name, weight, score }, { number }) => `${name}: weight ${number(weight)}, score ${number(score)}.`,
  triggerWords: (name, words, { list }) => `${name} adds to the prompt: ${list(words)}.`,
  aboutLora: (name, sentence) => `${name}: ${sentence}`,
  partScores: (name, { semantic, keyword, popularity, history }, score, { number }) =>
    `${name}: meaning ${number(semantic, 4)} + words ${number(keyword, 4)} + popularity ${number(popularity, 4)} + your results ${number(history, 4)} = ${number(score, 4)}.`,
  rejectedLora: ({ name, score }, why, { number }) => `${name} (score ${number(score)}): ${why}`,
  rebalanced: (from, { number }) => `The weights came to ${number(from)} and were brought down together.`,
  similarity: (kind) => `Descriptions were compared with the prompt by ${comparedBy[kind]}.`,

  parameter: (choice, write) =>
    `${parameters[choice.parameter]}: ${shown(choice.parameter, choice.because.title ?? choice.value, write)}, ${reasons[choice.rule](choice.because, write)}.`,
  instead: ({ parameter, fallbackDefault }, write) =>
    `${parameters[parameter]}: the model would take ${shown(parameter, fallbackDefault, write)} by itself.`,
  range: ({ parameter, range: [least, most] }, { number }) =>
    least === most
      ? `${parameters[parameter]}: ${number(least)} is good here.`
      : `${parameters[parameter]}: ${number(least)} to ${number(most)} is good here.`,
  alternatives: ({ parameter, alternatives }, write) =>
    `${parameters[parameter]}: ${write.list(alternatives.map(({ value, effect }) => `${shown(parameter, value, write)} (${effects[effect]})`))} would do too.`,
  path: ({ parameter, path }, write) =>
    `${parameters[parameter]}: ${path.map(({ rule, value }) => `${shown(parameter, value, write)} (${rules[rule]})`).join(' → ')}.`,
  embeddings: ({ installed, advised }, { list, counted }) => {
    if (installed === 0) return 'No embedding is installed.';
    const there = counted(installed, { one: '# embedding is installed', other: '# embeddings are installed' });
    return advised.length === 0
      ? `${there}; none fits.`
      : `${there}; ${list(advised.map(({ token }) => token))} would help.`;
  },

  tradeOff: {
    'steps-for-time': ({ steps, otherwise }, { number }) =>
      `${number(steps)} instead of ${number(otherwise)} steps: less time, a little less detail.`,
    'time-for-detail': ({ steps, otherwise }, { number }) =>
      `${number(steps)} instead of ${number(otherwise)} steps: more detail for more time.`,
    'size-for-memory': ({ pixels, otherwise }, { number }) =>
      `${number(pixels)} instead of ${number(otherwise)} pixels: it fits into memory.`,
    'guidance-for-variety': ({ guidanceScale }, { number }) =>
      `CFG ${number(guidanceScale)} keeps close to the prompt and leaves less to chance.`,
    'loras-for-likeness': ({ count, totalWeight }, { counted, number }) =>
      `${counted(count, { one: '# LoRA', other: '# LoRAs' })} with a total weight of ${number(totalWeight)}: more of the style, less of the plain model.`,
  },
  time: ({ value, isCold }, { seconds }) =>
    isCold ? `About ${seconds(value)}, loading the model included.` : `About ${seconds(value)}; the model is loaded.`,
  noTime: 'How long it takes is not known for this model.',
  accuracy: ({ errorPercent, fromRuns }, { number, counted }) => {
    const runs = counted(fromRuns, { one: '# run of this machine', other: '# runs of this machine' });
    return errorPercent === null
      ? `The time is a first guess, from ${runs}.`
      : `Median error of such times: ${number(errorPercent, 0)} %, over ${runs}.`;
  },
  memory: ({ value, kind, basis }, { bytes }) =>
    `${kind === 'ram' ? 'Memory' : 'Graphics memory'}: ${bytes(value)}, ${basis === 'measured' ? 'as measured here' : 'by the size of its files'}.`,
  ofTimeLimit: (share, { percent }) => `That is ${percent(share)} of the time limit.`,
  measured: ({ seconds: value, peakBytes, memory }, { seconds, bytes }) =>
    peakBytes === null
      ? `It took ${seconds(value)}.`
      : `It took ${seconds(value)} and ${bytes(peakBytes)} of ${memory === 'ram' ? 'memory' : 'graphics memory'}.`,
  conflict: ({ constraint, wanted, nearest, why }, { seconds, number }) => {
    const unit = (value: number): string => (constraint === 'maxTimeSeconds' ? seconds(value) : `${number(value)} GB`);
    return why === 'no-estimate' || nearest === null
      ? `Whether the ${limits[constraint]} of ${unit(wanted)} can be kept is not known before the first run.`
      : `The ${limits[constraint]} of ${unit(wanted)} cannot be kept: the nearest is ${unit(nearest)}.`;
  },
  tip: {
    'name-a-style': () => 'Name a style, such as "watercolour" or "photo": then LoRAs and CFG can follow it.',
    'say-more': () => 'Say more: place, light and colours make a picture yours.',
    'say-less': () => 'Say less, or put weight on what counts: not everything finds its place at once.',
    'try-seeds': () => 'Try some seeds: the same settings give many pictures.',
    'rate-it': () => 'Rate the result: later advice goes by it.',
    'loosen-limit': ({ constraint, to }, { seconds, number }) =>
      to === null
        ? `Run it once without the ${limits[constraint]}: then its time is known.`
        : `Raise the ${limits[constraint]} to ${constraint === 'maxTimeSeconds' ? seconds(to) : `${number(to)} GB`}.`,
  },
  decision: ({ stage, subject, outcome, rule }, { number }) => {
    const result =
      outcome === null ? 'none' : typeof outcome === 'number' ? number(outcome) : (outcomes[outcome] ?? outcome);
    return `${stages[stage]} · ${subjects[subject] ?? subject}: ${result === '' ? 'empty' : result} (${rules[rule] ?? rule}).`;
  },
};
