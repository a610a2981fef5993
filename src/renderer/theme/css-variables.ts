import type { CSSVariablesResolver } from '@mantine/core';

/** Mantine's own names, bound to the tokens: its soft texts are raised to a contrast of 4.5 : 1. */
const bound = {
  '--mantine-color-text': 'var(--telar-text)',
  '--mantine-color-dimmed': 'var(--telar-text-soft)',
  '--mantine-color-placeholder': 'var(--telar-text-soft)',
  '--mantine-color-error': 'var(--telar-bad)',
  '--mantine-color-default-border': 'var(--telar-line)',
  '--mantine-color-body': 'var(--telar-surface)',
};

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: bound, dark: bound });
