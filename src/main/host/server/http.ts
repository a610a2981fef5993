/**
 * Node's own HTTP. An `import` of it reads every export once, and one of them loads a whole HTTP client that nothing here
 * uses: a tenth of the time in which the program starts.
 */
export const { createServer, STATUS_CODES } = process.getBuiltinModule('node:http');
