import { basename } from 'node:path';
import { ModelNotFoundError } from '../../../shared/base/index.ts';

/** The failure of a LoRA file that is damaged or makes no sense. */
export function unreadableLora(file: string, reason: string, cause: unknown = null): Error {
  return new ModelNotFoundError('unreadable-lora', `The LoRA ${basename(file)} cannot be used: ${reason}.`, {
    hint: 'Fetch the file again, or take this LoRA out.',
    place: { file },
    values: { lora: basename(file), reason },
    ...(cause === null ? {} : { cause }),
  });
}

/** The failure of a file that changes a model by another method than LoRA. */
export function foreignLora(file: string, method: string): Error {
  return new ModelNotFoundError(
    'foreign-lora',
    `${basename(file)} is of the kind ${method}, which Telar cannot merge into a model.`,
    {
      hint: 'Telar merges LoRA and LoCon files. Look for such a version of it, or take it out.',
      place: { file },
      values: { lora: basename(file), method },
    },
  );
}

/** The failure of a LoRA that was made for another model. */
export function unfitLora(file: string, model: string, reason: string): Error {
  return new ModelNotFoundError('unfit-lora', `The LoRA ${basename(file)} does not fit ${model}: ${reason}.`, {
    hint: 'Use a LoRA made for this kind of model (SD 1.5, SDXL, ...), or another model.',
    place: { file },
    values: { lora: basename(file), model, reason },
  });
}

/** The failure of LoRAs on weights that are stored as whole numbers. */
export function quantizedModel(file: string, model: string): Error {
  return new ModelNotFoundError(
    'quantized-model',
    `The weights of ${model} are stored as whole numbers (int8), into which no LoRA can be merged.`,
    {
      hint: 'Choose the precision fp16 or fp32 for this model, or take the LoRAs out.',
      place: { file },
      values: { lora: basename(file), model },
    },
  );
}
