/**
 * The engine process with telar-mini (64 x 64, 20 steps, guidance on): time of a picture alone and in a batch, the share
 * of it inside onnxruntime, the same pictures by PyTorch in the same minutes, the cost of models in and out of memory,
 * the wait for the first preview, and the peak of its memory against the estimate.
 * Prints one JSON line for each: node bench/diffusion.ts
 */
import { measureFirstPreview, measurePool } from './diffusion/loading.ts';
import { measurePeak } from './diffusion/memory.ts';
import { measurePictures } from './diffusion/pictures.ts';
import { measureTorchRatio } from './diffusion/torch-ratio.ts';

console.log(JSON.stringify({ bench: 'diffusion-pictures', ...(await measurePictures()) }));
console.log(JSON.stringify({ bench: 'diffusion-torch', ...(await measureTorchRatio()) }));
console.log(JSON.stringify({ bench: 'diffusion-pool', ...(await measurePool()) }));
console.log(JSON.stringify({ bench: 'diffusion-preview', ...(await measureFirstPreview()) }));
console.log(JSON.stringify({ bench: 'diffusion-memory', ...(await measurePeak()) }));
