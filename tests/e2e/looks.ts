import { resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { screens } from './studio.ts';

/** What axe finds serious or critical, each with the elements it is about. */
export async function seriousIssues(page: Page, selector = 'html'): Promise<string[]> {
  // What passes is not asked for: listing it takes longer than finding it.
  const axe = new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    // Within the page, which has no frames: to gather the results of frames another page is opened for each look.
    .setLegacyMode()
    .include(selector);
  const { violations } = await axe.analyze();
  return violations
    .filter((each) => each.impact === 'serious' || each.impact === 'critical')
    .map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' | ')}`);
}

/** Resolves when nothing moves any more but what never stops, and every picture is there. */
export async function atRest(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const isMoving = document
      .getAnimations()
      .some((each) => each.playState === 'running' && each.effect?.getTiming().iterations !== Infinity);
    return !isMoving && [...document.images].every((image) => image.complete);
  });
}

/**
 * Closes the notices that are there and resolves when none is. Each goes by itself after a few seconds, so its button is
 * not clicked as a person would: it may be gone by the time the pointer arrives.
 */
export async function withoutNotices(page: Page): Promise<void> {
  const closing = page.getByRole('alert').getByRole('button', { name: /^(Close|Cerrar)$/ });
  await closing.evaluateAll((buttons) => buttons.forEach((button) => (button as HTMLElement).click()));
  await expect(page.getByRole('alert')).toHaveCount(0);
}

/** Takes a picture of the window as it is. */
export async function picture(page: Page, name: string): Promise<void> {
  await atRest(page);
  await page.screenshot({ path: resolve(screens, `${name}.png`) });
}

/** Takes a picture of the window as it is and asks axe about it. */
export async function look(page: Page, name: string): Promise<void> {
  await picture(page, name);
  expect({ name, issues: await seriousIssues(page) }).toEqual({ name, issues: [] });
}

/** The same in both themes, without a way over the settings: what is open stays open. */
export async function lookInBothThemes(page: Page, name: string): Promise<void> {
  for (const scheme of ['dark', 'light']) {
    await page.evaluate((each) => document.documentElement.setAttribute('data-mantine-color-scheme', each), scheme);
    await look(page, `${name}-${scheme}`);
  }
}

/** Sets language and theme by the settings, and returns to a page. */
export async function setLook(
  page: Page,
  { language, theme, then = 'matrix' }: { language: string; theme: string; then?: string },
): Promise<void> {
  const { origin } = new URL(page.url());
  await page.goto(`${origin}/#/settings`);
  await page.getByRole('combobox').selectOption({ label: language });
  await page.getByText(theme, { exact: true }).click();
  await page.goto(`${origin}/#/${then}`);
  // The change of the page closes what lies over it.
  await page.locator(`main[data-page="${then}"]`).waitFor();
}
