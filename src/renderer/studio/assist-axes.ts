import { UsageError } from '../../shared/base/index.ts';
import {
  axisProblem,
  axisValues,
  maxBatch,
  parseAxis,
  parseStrengths,
  type AxisModelProblem,
  type AxisName,
  type AxisTextProblem,
  type BatchAxis,
  type BatchAxisValue,
  type LoraChoice,
} from '../../shared/assist/index.ts';
import type { ModelTemplate } from '../../shared/template/index.ts';

/** What an axis walks along: a setting as the command line calls it, or how strongly one LoRA is used. */
export type AxisSubject = { kind: AxisName } | { kind: 'strength'; lora: string };

/** A direction in which the pictures of a batch differ, as it is typed. */
export interface AxisDraft {
  /** Of this field as long as it stands; no other has had it. */
  id: number;
  subject: AxisSubject;
  text: string;
}

/** What a field of an axis says. */
export interface AxisReading {
  draft: AxisDraft;
  /** Null while it cannot be read. */
  axis: BatchAxis | null;
  values: readonly BatchAxisValue[];
  problem: AxisTextProblem | AxisModelProblem | null;
}

/** What is known of the model and the LoRAs that the axes are for. */
export interface AxisGround {
  /** Null where the model is chosen later: then the plan says what it does not take. */
  template: ModelTemplate | null;
  installedLoras: readonly string[];
  /** LoRAs that are used beside one whose strength varies. */
  loras: readonly LoraChoice[];
}

/** All axes, and how many pictures they come to. */
export interface AxesReading {
  rows: readonly AxisReading[];
  /** Null while an axis cannot be read. */
  pictures: number | null;
  canRun: boolean;
}

export function readAxes(drafts: readonly AxisDraft[], ground: AxisGround): AxesReading {
  const rows = drafts.map((draft) => readAxis(draft, ground));
  const isReadable = rows.every(({ axis }) => axis !== null);
  const pictures = isReadable ? rows.reduce((product, { values }) => product * values.length, 1) : null;
  const isRight = rows.every(({ problem }) => problem === null);
  return { rows, pictures, canRun: isRight && pictures !== null && pictures <= maxBatch };
}

function readAxis(draft: AxisDraft, { template, installedLoras, loras }: AxisGround): AxisReading {
  const read = parsed(draft, loras);
  if ('problem' in read) return { draft, axis: null, values: [], problem: read.problem };
  const problem = template === null ? null : axisProblem(read.axis, template, installedLoras);
  return { draft, axis: read.axis, values: axisValues(read.axis), problem };
}

function parsed({ subject, text }: AxisDraft, loras: readonly LoraChoice[]): ReturnType<typeof parseAxis> {
  return subject.kind === 'strength' ? parseStrengths(subject.lora, loras, text) : parseAxis(subject.kind, text);
}

/** The axes for a request. Throws UsageError `batch-axes` where one cannot be read. */
export function axesOf(drafts: readonly AxisDraft[], loras: readonly LoraChoice[]): BatchAxis[] {
  return drafts.map((draft) => {
    const read = parsed(draft, loras);
    if ('axis' in read) return read.axis;
    throw new UsageError('batch-axes', `The values of an axis cannot be read: "${draft.text}".`, {
      hint: 'Correct the values, or remove the axis.',
    });
  });
}

/** Key of a subject, in lists. */
export function subjectKey(subject: AxisSubject): string {
  return subject.kind === 'strength' ? `strength:${subject.lora}` : subject.kind;
}

/** What a subject changes: two axes of a batch never change the same. */
export function changedBy({ kind }: AxisSubject): string {
  return kind === 'strength' ? 'lora' : kind;
}
