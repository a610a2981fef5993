import { serveParent } from '../child/index.ts';
import { operations } from './operations.ts';
import type { OperationInput, OperationName, OperationOutput, PictureRequest } from './protocol.ts';

function perform<N extends OperationName>(operation: N, input: OperationInput<N>): Promise<OperationOutput<N>> {
  return operations[operation](input);
}

serveParent(async (message) => {
  const { operation, input } = message as PictureRequest;
  return perform(operation, input as OperationInput<OperationName>);
});
