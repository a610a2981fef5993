export { chooseLanguage } from './choose-language.ts';
export { describeReasons } from './describe-reasons.ts';
export { failureText } from './failure-text.ts';
export { formatAgo, formatBytes, formatClock, formatDuration, formatMoment, formatSeconds } from './format.ts';
export { formatBasis, formatPrice, formatUsd } from './price-text.ts';
export { fieldHint } from './field-hint.ts';
export { catalogues, createI18n, isKnownParameter, type Translate } from './i18n.ts';
export { useLanguage } from './use-language.ts';
