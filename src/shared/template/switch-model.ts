import type { JsonObject, JsonValue } from '../base/index.ts';
import { parameterSchemas } from './parameter-schema.ts';
import { withDefaults } from './parameters.ts';
import { estimatePrice, type Price } from './price.ts';
import type { ModelTemplate } from './schema.ts';
import { sameMeaning, writtenAs } from './synonyms.ts';
import { valueProblem } from './validator.ts';

/** A parameter that came along, under its own or another name. */
export interface KeptParameter {
  from: string;
  to: string;
  value: JsonValue;
  /** The other model writes the same in its own way, such as "5" for 5. */
  isRewritten: boolean;
}

/** Why a value stays behind: the model has nothing like it, does not allow the value, or the name is taken already. */
export type DropReason = 'no-such-parameter' | 'not-allowed' | 'taken';

export interface DroppedParameter {
  name: string;
  value: JsonValue;
  why: DropReason;
  /** What the other model says about the value, in plain words; null where it has no such parameter. */
  detail: string | null;
}

/** A parameter of the other model that is required and has no value yet. */
export interface AddedParameter {
  name: string;
  /** Its default; null where it has to be filled in. */
  value: JsonValue;
  isMissing: boolean;
}

/** A cell's parameters carried over to another model. */
export interface SwitchedModel {
  parameters: JsonObject;
  kept: KeptParameter[];
  dropped: DroppedParameter[];
  added: AddedParameter[];
  priceBefore: Price;
  priceAfter: Price;
}

const nothingLate: ReadonlySet<string> = new Set();

/** Whether a cell may change from one model to the other: they make the same, and share something they can do. */
export function canSwitch(from: ModelTemplate, to: ModelTemplate): boolean {
  if (from.id === to.id || from.output.asset_type !== to.output.asset_type) return false;
  return from.capabilities.some((each) => to.capabilities.includes(each));
}

/**
 * Carries parameters from one model over to another: equal names first, then names of the same meaning. A value that does
 * not fit, also in the way the other model would write it, is listed as dropped and never changed on the quiet. A value
 * with a placeholder keeps its text and is judged once it is resolved; it counts as late in the prices.
 */
export function switchModel(parameters: JsonObject, from: ModelTemplate, to: ModelTemplate): SwitchedModel {
  const schemas = parameterSchemas(to);
  const carried: JsonObject = {};
  const kept: KeptParameter[] = [];
  const dropped: DroppedParameter[] = [];
  const given = Object.entries(parameters);
  const isOwn = ([name]: [string, JsonValue]): boolean => Object.hasOwn(schemas, name);
  for (const [name, value] of [...given.filter(isOwn), ...given.filter((each) => !isOwn(each))]) {
    const target = isOwn([name, value]) ? name : sameMeaning(name, Object.keys(schemas));
    if (target === null) {
      dropped.push({ name, value, why: 'no-such-parameter', detail: null });
    } else if (Object.hasOwn(carried, target)) {
      dropped.push({ name, value, why: 'taken', detail: `"${target}" has a value already.` });
    } else {
      const fitting = fittingValue(to, target, value);
      if ('problem' in fitting) dropped.push({ name, value, why: 'not-allowed', detail: fitting.problem });
      else {
        carried[target] = fitting.value;
        kept.push({ from: name, to: target, value: fitting.value, isRewritten: fitting.value !== value });
      }
    }
  }
  return {
    parameters: carried,
    kept,
    dropped,
    added: addedTo(to, carried),
    priceBefore: priceOf(from, parameters),
    priceAfter: priceOf(to, carried),
  };
}

function fittingValue(to: ModelTemplate, name: string, value: JsonValue): { value: JsonValue } | { problem: string } {
  if (hasPlaceholder(value)) return { value };
  const problem = valueProblem(to, name, value);
  if (problem === null) return { value };
  for (const other of writtenAs(value, parameterSchemas(to)[name] ?? {})) {
    if (valueProblem(to, name, other) === null) return { value: other };
  }
  return { problem };
}

function addedTo(to: ModelTemplate, carried: JsonObject): AddedParameter[] {
  const schemas = parameterSchemas(to);
  const required = (to.parameters.required ?? []) as string[];
  return required
    .filter((name) => !Object.hasOwn(carried, name))
    .map((name) => {
      const value = schemas[name]?.default;
      return { name, value: value ?? null, isMissing: value === undefined };
    });
}

function priceOf(template: ModelTemplate, parameters: JsonObject): Price {
  const late = Object.entries(parameters).filter(([, value]) => hasPlaceholder(value));
  const names = late.length === 0 ? nothingLate : new Set(late.map(([name]) => name));
  return estimatePrice(template, withDefaults(template, parameters), names);
}

function hasPlaceholder(value: JsonValue): boolean {
  if (typeof value === 'string') return /(^|[^\\])\{\{/.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(hasPlaceholder);
}
