export { createAnalyzer, type Analyzer } from './create-analyzer.ts';
