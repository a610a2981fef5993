export { chooseLanguage } from './choose-language.ts';
export { describeReasons } from './describe-reasons.ts';
export { failureText } from './failure-text.ts';
export { formatBytes, formatClock, formatMoment, formatSeconds } from './format.ts';
export { formatBasis, formatPrice, formatUsd } from './price-text.ts';
export { createI18n, isKnownParameter, type Translate } from './i18n.ts';
export { useLanguage } from './use-language.ts';
