import './tokens.css';

export { cssVariables } from './css-variables.ts';
export { theme } from './theme.ts';
