import type { ChatResponse } from 'ollama';
import { TelarError } from '../../../shared/base/index.ts';
import { partialTextLimit } from '../../../shared/run/index.ts';
import type { ReportedUsage } from '../remote-engine.ts';
import { problem } from './failures.ts';

/** A complete answer. */
export interface Answer {
  text: string;
  /** Why the model stopped: `stop`, or `length` when it was cut at `num_predict`. */
  doneReason: string;
  usage: ReportedUsage;
  timings: Record<string, number>;
}

/** Reads an answer to its end; `onText` hears the end of the text so far at each piece. Throws ProviderError. */
export async function readAnswer(stream: AsyncIterable<ChatResponse>, onText: (text: string) => void): Promise<Answer> {
  const pieces: string[] = [];
  let shown = '';
  let last: ChatResponse | null = null;
  try {
    for await (const part of stream) {
      last = part;
      // A line may hold anything: the client only looks whether it is JSON.
      const content = (part as Partial<ChatResponse>).message?.content ?? '';
      if (content === '') continue;
      pieces.push(content);
      shown = (shown + content).slice(-partialTextLimit);
      onText(shown);
    }
  } catch (error) {
    throw toProblem(error);
  }
  if (last === null) throw problem('failed', 'Ollama answered with nothing.');
  return { text: pieces.join(''), doneReason: last.done_reason, usage: usageOf(last), timings: timingsOf(last) };
}

/** The client throws plain errors for what the server says in mid-stream, and for an answer without an end. */
function toProblem(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof TelarError || error.name === 'CancelledError') return error;
  if (error.message.startsWith('Did not receive done')) {
    return problem('network', 'The answer of Ollama ended before it was complete.', error);
  }
  return error.constructor === Error ? problem('failed', `Ollama: ${error.message}`, error) : error;
}

function usageOf({ prompt_eval_count, eval_count }: Partial<ChatResponse>): ReportedUsage {
  return { inputTokens: prompt_eval_count ?? null, outputTokens: eval_count ?? null };
}

/** Ollama gives nanoseconds. */
function timingsOf(part: Partial<ChatResponse>): Record<string, number> {
  const named = {
    loadMs: part.load_duration,
    promptMs: part.prompt_eval_duration,
    answerMs: part.eval_duration,
    totalMs: part.total_duration,
  };
  return Object.fromEntries(
    Object.entries(named).flatMap(([name, ns]) => (typeof ns === 'number' ? [[name, ns / 1_000_000]] : [])),
  );
}
