import type { OnnxGraph, OnnxModel, OnnxNode, OnnxTensor } from './onnx-model.ts';

/** Every node of a model: those of nested graphs and of the model's own functions too. */
export function* allNodes(model: OnnxModel): Generator<OnnxNode> {
  yield* nodesOf(model.nodes);
  for (const { nodes } of model.functions) yield* nodesOf(nodes);
}

function* nodesOf(nodes: readonly OnnxNode[]): Generator<OnnxNode> {
  for (const node of nodes) {
    yield node;
    for (const graph of graphsOf(node)) yield* nodesOf(graph.nodes);
  }
}

function graphsOf(node: OnnxNode): OnnxGraph[] {
  return [...node.attributes.values()].flatMap((attribute) => attribute.graphs);
}

/** Every tensor that a model stores, wherever in it. */
export function* allTensors(model: OnnxModel): Generator<OnnxTensor> {
  yield* model.initializers.values();
  for (const node of allNodes(model)) {
    for (const attribute of node.attributes.values()) {
      yield* attribute.tensors;
      for (const graph of attribute.graphs) yield* graph.initializers.values();
    }
  }
}
