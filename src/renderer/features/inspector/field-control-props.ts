import type { JsonValue } from '../../../shared/base/index.ts';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import type { FieldKind } from './field-kind.ts';
import type { ParameterField } from './parameter-fields.ts';

export interface FieldControlProps {
  id: string;
  /** Model of the cell. */
  model: string;
  /** What people call the parameter. */
  name: string;
  /** Cell that references are seen from; null where there is none, as in a preview of a model. */
  cell: MatrixCell | null;
  field: ParameterField;
  describedBy: string;
  isDisabled: boolean;
  isInvalid: boolean;
  /** Answers whether the value was taken; `undefined` removes the cell's own value. */
  onCommit: (value: JsonValue | undefined) => Promise<boolean>;
  /** What was typed has been dropped. */
  onDrop: () => void;
}

/** The properties of a control of one kind. */
export type ControlProps<K extends FieldKind['kind']> = FieldControlProps & {
  control: Extract<FieldKind, { kind: K }>;
};
