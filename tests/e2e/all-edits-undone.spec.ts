// The longest test of a page, under a name that comes first: files start in the order of their names, and one that starts
// last would keep the others' core idle.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { freshFolder } from '../telar-process.ts';
import { expect, startStudio, test, writeStory } from './studio.ts';

const story = {
  telar: 1,
  title: 'Storm',
  layers: [
    { name: 'plate', asset_type: 'image', model: 'local/telar-mini', parameters: { prompt: 'a boat', seed: 1 } },
    {
      name: 'variation',
      asset_type: 'image',
      model: 'local/telar-mini',
      parameters: { prompt: 'again', image: '{{layers.plate.path}}' },
    },
  ],
  units: [{ id: 'one', vars: { scene: 'bay' } }, { id: 'two' }, { id: 'three' }],
};
const cells = story.units.flatMap(({ id }) => story.layers.map(({ name }) => `${id}/${name}`));
const edits = 200;

/** The same numbers from 0 to 1 in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const undoButton = (page: Page) => page.locator('[data-action="undo"]');
const cellOf = (page: Page, key: string) => page.locator(`[data-cell="${key}"]`).first();

async function choose(page: Page, cell: string): Promise<void> {
  await cellOf(page, cell).focus();
  await page.keyboard.press('Enter');
}

async function typeInInspector(page: Page, cell: string, field: string, text: string): Promise<void> {
  const input = page.locator(`[data-inspector="${cell}"]`).getByRole('textbox', { name: field, exact: true });
  await input.fill(text);
  await input.blur();
  await isDone(page, `Undo: Change ${field} of ${cell}`);
}

/** The edit has arrived, as a step of its own. */
async function isDone(page: Page, label: string): Promise<void> {
  await expect(undoButton(page)).toHaveAttribute('aria-label', label);
}

async function typeInTable(page: Page, cell: string, text: string): Promise<void> {
  await cellOf(page, cell).click();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await isDone(page, `Undo: Change ${cell}`);
}

async function drag(page: Page, cell: string, by: number): Promise<void> {
  const before = (await undoButton(page).getAttribute('aria-label')) ?? '';
  await page.keyboard.press('f');
  await expect(cellOf(page, cell)).toBeInViewport({ ratio: 0.9 });
  const box = await cellOf(page, cell).boundingBox();
  if (box === null) throw new Error(`${cell} is out of sight`);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 12, y + 8);
  await page.mouse.move(x + 20 + by, y + 12);
  await page.mouse.up();
  await expect(undoButton(page)).not.toHaveAttribute('aria-label', before);
}

async function duplicate(page: Page, cell: string): Promise<void> {
  const count = await page.locator('[data-cell]').count();
  await cellOf(page, cell).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+d');
  await expect(page.locator('[data-cell]')).toHaveCount(count + 1);
}

async function press(page: Page, chord: string, times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) await page.keyboard.press(chord);
}

test('two hundred edits in both views and as many undos leave the file the same to the byte; redo brings all back', async ({
  page,
}) => {
  // A few hundred actions of a person, on whatever machine this is.
  test.setTimeout(600_000);
  const home = await freshFolder('storm');
  const studio = await startStudio(home, [await writeStory(home, story)]);
  const file = join(home, 'story.telar.json');
  await page.goto(studio.url);
  await expect(page.locator('[data-cell]')).toHaveCount(cells.length);
  const next = numbers(7);
  /** Never the one before: two edits of one value within a second are one step. */
  let last = '';
  function anyCell(): string {
    const others = cells.filter((cell) => cell !== last);
    last = others[Math.floor(next() * others.length)] ?? '';
    return last;
  }
  async function save(): Promise<string> {
    await page.locator('#page').focus();
    await page.keyboard.press('Control+s');
    await expect(page.locator('[data-action="save"]')).toBeDisabled();
    return readFile(file, 'utf8');
  }

  // Saved once by this program, so that the bytes are its own.
  await page.keyboard.press('Control+s');
  await expect.poll(() => readFile(file, 'utf8')).toContain('"parallel_inference"');
  const original = await readFile(file, 'utf8');

  await choose(page, 'one/plate');
  await typeInInspector(page, 'one/plate', 'Prompt', 'the first');
  last = 'one/plate';
  let chosen = '';
  for (let index = 1; index < edits; index += 1) {
    const isTable = index % 100 >= 50;
    if (index % 50 === 0) {
      await page.locator('#page').focus();
      await page.keyboard.press('Control+e');
      await expect(page.locator(`[data-view="${isTable ? 'table' : 'graph'}"]`)).toBeVisible();
    }
    if (isTable) await typeInTable(page, anyCell(), `t${index}`);
    else if (index % 16 === 3) await duplicate(page, anyCell());
    else if (index % 8 === 5) await drag(page, anyCell(), Math.round(next() * 40));
    else {
      // A few edits of the same cell, as people make them, in one field after the other.
      if (chosen !== last || index % 4 === 0) await choose(page, (chosen = anyCell()));
      await typeInInspector(page, chosen, index % 2 === 0 ? 'Prompt' : 'Negative prompt', `g${index}`);
    }
  }
  await page.keyboard.press('Escape');
  const changed = await save();
  expect(changed).not.toBe(original);

  await press(page, 'Control+z', edits - 1);
  await expect(undoButton(page)).toHaveAttribute('aria-label', 'Undo: Change Prompt of one/plate', { timeout: 60_000 });
  await page.keyboard.press('Control+z');
  await expect(undoButton(page)).toBeDisabled({ timeout: 60_000 });
  await expect(page.locator('[data-notice="step"]')).toHaveText(/^Undone: /);
  expect(await save()).toBe(original);

  await press(page, 'Control+y', edits);
  await expect(page.locator('[data-action="redo"]')).toBeDisabled({ timeout: 60_000 });
  expect(await save()).toBe(changed);

  // The menu goes back several steps at once.
  await page.locator('[data-action="history"]').click();
  await page.locator('[data-undo="3"]').click();
  await expect(page.locator('[data-notice="step"]')).toHaveText('3 steps undone');
  await page.locator('[data-action="history"]').click();
  await expect(page.locator('[data-redo]')).toHaveCount(3);
  await page.locator('[data-redo="3"]').click();
  await expect(page.locator('[data-action="redo"]')).toBeDisabled();
  expect(await save()).toBe(changed);
  await studio.stop();
});
