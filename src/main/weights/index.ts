export { openSafetensors, type Safetensors } from './safetensors.ts';
export { walkOnnx } from './onnx-walk.ts';
export type * from './onnx-model.ts';
export {
  encodeOnnxModel,
  type NewGraph,
  type NewModel,
  type NewNode,
  type NewTensor,
  type NewValue,
} from './onnx-encode.ts';
export { elementType } from './onnx-elements.ts';
export { floatsToHalves, halvesToFloats } from './half-floats.ts';
export { checkModelFile } from './check-model.ts';
export { inspectModel } from './inspect-model.ts';
export { convertModel } from './convert-model.ts';
export { createWeightsProcess, type WeightsProcess } from './weights-process.ts';
export { writeVariant } from './write-variant.ts';
