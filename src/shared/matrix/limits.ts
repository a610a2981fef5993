/** Largest text of a document, in bytes of UTF-8. */
export const maxDocumentBytes = 20 * 1024 * 1024;
/** Units times layers. */
export const maxCells = 10_000;
/** Nested objects and arrays, the document itself counted as none. */
export const maxDepth = 64;
/** Characters of `output_dir` plus the name of a file in it: Windows refuses paths from 260 on, its folder included. */
export const maxPathLength = 240;

/** Keys that change what an object is. */
export const reservedKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Names of devices on Windows, which has them in every folder and whatever the extension. */
export const deviceNames = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/i;
