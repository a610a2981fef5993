/**
 * Words of onnxruntime 1.30 and of what lies under it when memory cannot be had: its own arena, the C++ allocator, CUDA,
 * Direct3D, WebGPU, and JavaScript's buffers.
 */
const words =
  /bad_?alloc|failed to allocate|out of memory|not enough (?:memory|space) (?:resources|for)|OutOfMemory|E_OUTOFMEMORY|CUDA_ERROR_OUT_OF_MEMORY|CUBLAS_STATUS_ALLOC_FAILED|array buffer allocation failed/i;

/** Whether a load or a run failed for want of memory. */
export function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && words.test(error.message);
}
