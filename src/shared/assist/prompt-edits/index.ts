export { applyEdits, type PromptEdit } from './prompt-edit.ts';
export { tidyPrompt } from './tidy-prompt.ts';
export { varyPrompt } from './vary-prompt.ts';
export { weighText } from './weigh-text.ts';
