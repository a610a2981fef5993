import {
  explanationLevels,
  type Explanation,
  type ExplanationLanguage,
  type ExplanationLevel,
  type ExplanationSection,
} from '../explanation.ts';
import { loraReasonText, loraRejectionText } from '../lora-sentences.ts';
import type { AdvisedName, ParameterChoice } from '../parameter-advice.ts';
import { english } from './english.ts';
import type { Phrases } from './phrases.ts';
import { spanish } from './spanish.ts';
import { writingIn, type Writing } from './writing.ts';

const phrases: Record<ExplanationLanguage, Phrases> = { en: english, es: spanish };

/** A sentence, and the level from which on it is said: so each level says all that the one before it says. */
interface Line {
  section: ExplanationSection['id'];
  level: ExplanationLevel;
  text: string;
}

const sectionOrder: readonly ExplanationSection['id'][] = [
  'summary',
  'loras',
  'parameters',
  'alternatives',
  'tradeOffs',
  'performance',
  'tips',
  'decisions',
];

/** An explanation in sentences of a language, section by section. The same data gives the same sentences. */
export function explain(
  data: Explanation,
  level: ExplanationLevel,
  language: ExplanationLanguage,
): ExplanationSection[] {
  const say = phrases[language];
  const write = writingIn(language);
  const most = explanationLevels.indexOf(level);
  const lines = [
    ...summaryLines(data, say, write),
    ...loraLines(data, say, write, language),
    ...parameterLines(data, say, write),
    ...alternativeLines(data, say, write, language),
    ...performanceLines(data, say, write),
    ...restLines(data, say, write),
  ].filter((line) => explanationLevels.indexOf(line.level) <= most);
  return sectionOrder.flatMap((id) => {
    const sentences = lines.filter(({ section }) => section === id).map(({ text }) => text);
    return sentences.length === 0 ? [] : [{ id, title: say.titles[id], sentences }];
  });
}

/** An explanation as a Markdown document. */
export function explanationToMarkdown(
  data: Explanation,
  level: ExplanationLevel,
  language: ExplanationLanguage,
): string {
  const sections = explain(data, level, language).map(
    ({ title, sentences }) => `## ${title}\n\n${sentences.map((each) => `- ${escaped(each)}`).join('\n')}\n`,
  );
  return [`# ${phrases[language].document}\n`, `${quoted(data.summary.prompt)}\n`, ...sections].join('\n');
}

/** An explanation as JSON text: all of its data, whatever the level, with two spaces of indent. */
export function explanationToJson(data: Explanation): string {
  return `${JSON.stringify(data, null, 2)}\n`;
}

function summaryLines(data: Explanation, say: Phrases, write: Writing): Line[] {
  const { summary, loras, parameters, concepts, performance, baseModel } = data;
  const value = (name: AdvisedName): ParameterChoice['value'] =>
    parameters.find(({ parameter }) => parameter === name)?.value ?? null;
  const number = (name: AdvisedName): number | null => {
    const found = value(name);
    return typeof found === 'number' ? found : null;
  };
  const [width, height] = [number('width'), number('height')];
  const scheduler = parameters.find(({ parameter }) => parameter === 'scheduler');
  const sampler = scheduler?.because.title ?? scheduler?.value;
  const settings = say.settings(
    {
      steps: number('steps'),
      guidance: number('guidanceScale'),
      size: width === null || height === null ? null : [width, height],
      sampler: typeof sampler === 'string' ? sampler : null,
      model: baseModel.id,
    },
    write,
  );
  const words = concepts.map(({ text }) => text);
  const styleWords = loras.flatMap(({ reasons }) =>
    reasons.flatMap((each) => (each.kind === 'style-word' ? [each.text] : [])),
  );
  const line = (level: ExplanationLevel, text: string): Line => ({ section: 'summary', level, text });
  return [
    line('MINIMAL', settings),
    line('MINIMAL', loras.length === 0 ? say.withoutLoras : say.withLoras(loras, write)),
    ...performance.conflicts.map((each) => line('MINIMAL', say.conflict(each, write))),
    line('STANDARD', say.readAs(summary, write)),
    ...(summary.style === null ? [line('STANDARD', say.noStyle(styleWords, write))] : []),
    line('STANDARD', say.baseModel(baseModel, write)),
    ...(words.length === 0 ? [] : [line('DETAILED', say.concepts(words, write))]),
    line('TECHNICAL', say.axisScores(summary.complexity.axes, write)),
  ];
}

function loraLines(data: Explanation, say: Phrases, write: Writing, language: ExplanationLanguage): Line[] {
  const line = (level: ExplanationLevel, text: string): Line => ({ section: 'loras', level, text });
  const { loras, rebalancedFrom, similarity } = data;
  return [
    ...loras.flatMap((lora) => [
      line('STANDARD', say.lora(lora, write)),
      ...lora.reasons.map((reason, index) =>
        // The first is what spoke most for it.
        line(index === 0 ? 'STANDARD' : 'DETAILED', say.aboutLora(lora.name, loraReasonText(reason, language))),
      ),
      ...(lora.triggerWords.length === 0
        ? []
        : [line('STANDARD', say.triggerWords(lora.name, lora.triggerWords, write))]),
      line('TECHNICAL', say.partScores(lora.name, lora.scores, lora.score, write)),
    ]),
    ...(rebalancedFrom === null ? [] : [line('STANDARD', say.rebalanced(rebalancedFrom, write))]),
    ...(loras.length + data.alternatives.length === 0 ? [] : [line('DETAILED', say.similarity(similarity))]),
  ];
}

function parameterLines({ parameters, embeddings }: Explanation, say: Phrases, write: Writing): Line[] {
  const line = (level: ExplanationLevel, text: string): Line => ({ section: 'parameters', level, text });
  return [
    ...parameters.flatMap((choice) => {
      const isTaken = choice.rule !== 'not-taken';
      const { range } = choice;
      return [
        line(isTaken ? 'STANDARD' : 'DETAILED', say.parameter(choice, write)),
        ...(isTaken && choice.fallbackDefault !== '' && choice.fallbackDefault !== choice.value
          ? [line('DETAILED', say.instead(choice, write))]
          : []),
        ...(range === null ? [] : [line('DETAILED', say.range({ ...choice, range }, write))]),
        ...(choice.alternatives.length === 0 ? [] : [line('DETAILED', say.alternatives(choice, write))]),
        // One rule alone is named above.
        ...(choice.path.length === 1 ? [] : [line('TECHNICAL', say.path(choice, write))]),
      ];
    }),
    line('DETAILED', say.embeddings(embeddings, write)),
  ];
}

function alternativeLines(data: Explanation, say: Phrases, write: Writing, language: ExplanationLanguage): Line[] {
  const line = (level: ExplanationLevel, text: string): Line => ({ section: 'alternatives', level, text });
  return [
    ...data.alternatives.flatMap((lora) => [
      line('DETAILED', say.rejectedLora(lora, loraRejectionText(lora.why, language), write)),
      line('TECHNICAL', say.partScores(lora.name, lora.scores, lora.score, write)),
    ]),
    ...data.baseModel.rejected.map(({ id, why }) => line('DETAILED', say.modelRejected(id, why, write))),
  ];
}

function performanceLines({ performance }: Explanation, say: Phrases, write: Writing): Line[] {
  const line = (level: ExplanationLevel, text: string): Line => ({ section: 'performance', level, text });
  const { estimate, measured, ofTimeLimit } = performance;
  const { seconds, memoryBytes } = estimate;
  return [
    line('STANDARD', seconds === null ? say.noTime : say.time(seconds, write)),
    ...(ofTimeLimit === null ? [] : [line('STANDARD', say.ofTimeLimit(ofTimeLimit, write))]),
    ...(memoryBytes === null ? [] : [line('STANDARD', say.memory(memoryBytes, write))]),
    ...(measured === null ? [] : [line('STANDARD', say.measured(measured, write))]),
    ...(seconds === null ? [] : [line('DETAILED', say.accuracy(seconds, write))]),
  ];
}

function restLines({ tradeOffs, tips, decisionChain }: Explanation, say: Phrases, write: Writing): Line[] {
  return [
    ...tradeOffs.map((each): Line => ({
      section: 'tradeOffs',
      level: 'DETAILED',
      text: said(say.tradeOff, each, write),
    })),
    ...tips.map((each): Line => ({ section: 'tips', level: 'STANDARD', text: said(say.tip, each, write) })),
    ...decisionChain.map((each): Line => ({
      section: 'decisions',
      level: 'TECHNICAL',
      text: say.decision(each, write),
    })),
  ];
}

function said<T extends { kind: string }>(
  sentences: { [K in T['kind']]: (data: Extract<T, { kind: K }>, write: Writing) => string },
  data: T,
  write: Writing,
): string {
  const sentence = sentences[data.kind as T['kind']] as (data: T, write: Writing) => string;
  return sentence(data, write);
}

/** A prompt may hold anything; in a quote its own lines stay its own. */
function quoted(text: string): string {
  return text
    .split('\n')
    .map((each) => `> ${escaped(each)}`)
    .join('\n');
}

/** Signs that Markdown would read as its own. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>#|~]/g, (sign) => `\\${sign}`);
}
