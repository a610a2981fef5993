import type { FailureData } from '../../shared/base/index.ts';
import type { Language } from '../../shared/contract/index.ts';
import { hints } from './es/hints.ts';
import { catalogues } from './i18n.ts';

/** A failure in the words of a language. */
export interface FailureText {
  sentence: string;
  hint: string;
  /** Both, where there is one place for them. */
  whole: string;
}

/** Sentence and next step of a failure; the core's English message where the catalogue or a value is missing. */
export function failureText(failure: FailureData, language: Language): FailureText {
  const sentences: Record<string, string | undefined> = catalogues[language].failure[failure.code];
  const sentence = fillIn(sentences[failure.kind], inWords(failure.values, language)) ?? failure.message;
  const hint = language === 'es' ? hints[failure.code] : failure.hint;
  return { sentence, hint, whole: `${closed(sentence)} ${hint}` };
}

/** With a full stop, which a sentence lacks that ends with the words of a model or of the system. */
function closed(sentence: string): string {
  return /[.!?…]['"’”»)]*$/.test(sentence) ? sentence : `${sentence}.`;
}

/** Where the core names a problem of a file's syntax, its reason is said in the language. */
function inWords(values: FailureData['values'], language: Language): FailureData['values'] {
  const reasons: Record<string, string | undefined> = catalogues[language].documents.jsonProblem;
  const reason = reasons[String(values.problem)];
  return reason === undefined ? values : { ...values, reason };
}

/** Text with its `{{name}}` replaced; null when there is no text or a value is missing. */
function fillIn(text: string | undefined, values: FailureData['values']): string | null {
  if (text === undefined) return null;
  const missing = [...text.matchAll(/\{\{(\w+)\}\}/g)].some(([, name]) => values[name ?? ''] === undefined);
  if (missing) return null;
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(values[name]));
}
