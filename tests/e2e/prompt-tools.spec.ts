import { join } from 'node:path';
import { expect, openMatrix, screens, test } from './studio.ts';

test('a prompt is tidied, taken back, weighed, varied and invented, each shown first', async ({ page, studio }) => {
  await page.setViewportSize({ width: 1100, height: 700 });
  await openMatrix(page, studio);
  await page.getByRole('link', { name: 'Generate', exact: true }).click();
  const prompt = page.locator('[data-field="prompt"]');
  await prompt.fill('a  red house,, the sea at night, the sea at night, (moon');
  await page.locator('[data-action="prompt-tools"]').click();
  const tools = page.getByRole('dialog', { name: 'Prompt tools' });
  await expect(tools.getByText('What is said twice is said once.')).toBeVisible();
  await page.screenshot({ path: join(screens, 'prompt-tools-light.png') });
  await tools.getByRole('button', { name: 'Use this' }).click();
  await expect(prompt).toHaveValue('a red house, the sea at night, (moon)');

  await tools.getByText('Weights', { exact: true }).click();
  const house = tools.getByRole('textbox', { name: 'Weight of “house”' });
  await expect(house).toHaveValue('1');
  await house.press('ArrowUp');
  await expect(prompt).toHaveValue('a red (house:1.1), the sea at night, (moon)');

  await tools.getByText('Vary', { exact: true }).click();
  const proposed = tools.locator('[data-part="difference"] ins');
  await expect(proposed.first()).toBeVisible();
  const before = await prompt.inputValue();
  await tools.getByRole('button', { name: 'Use this' }).click();
  await expect(prompt).not.toHaveValue(before);

  await tools.getByText('Character', { exact: true }).click();
  await tools.getByText('Fantasy', { exact: true }).click();
  await expect(proposed).toHaveText(/wearing .* holding /u);
  await page.screenshot({ path: join(screens, 'prompt-tools-character.png') });
  const kept = await prompt.inputValue();
  await tools.getByRole('button', { name: 'Use this' }).click();
  await expect(prompt).toHaveValue(/wearing .* holding /u);
  await tools.getByRole('button', { name: 'Take it back' }).click();
  await expect(prompt).toHaveValue(kept);
});
