import { startFakeReplicate } from '../fakes/replicate/server.ts';
import { freshFolder } from '../telar-process.ts';
import { expect, filmStory, startStudio, test, writeStory } from './studio.ts';
import { seriousIssues } from './looks.ts';

const stillsOnly = { ...filmStory, title: 'Two stills', layers: filmStory.layers.slice(0, 1) };
const passphrase = 'four lights in a row';

test('a new user without a key sees what is missing, adds it, is refused with a wrong one, and runs with the right one', async ({
  page,
}) => {
  const fake = await startFakeReplicate();
  fake.token = 'r8_the_right_key_0123456789';
  const home = await freshFolder('studio');
  const studio = await startStudio(home, [await writeStory(home, stillsOnly)]);
  await page.goto(studio.url);
  const cell = page.locator('[data-cell="harbour/still"]');
  await expect(cell.locator('[data-trouble="no-key"]')).toHaveText('Replicate has no key');
  const notice = page.locator('[data-notice="provider"]');
  await expect(notice).toContainText('Replicate has no key, and 2 cells need it.');
  await page.keyboard.press('p');
  const plan = page.locator('[data-dialog="plan"]');
  await expect(plan.locator('[data-notice="provider"]')).toBeVisible();
  await page.keyboard.press('Escape');

  // Whoever presses Run all the same is told, and led there.
  await page.locator('[data-action="run"]').click();
  await page.locator('[data-action="confirm"]').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Open provider settings' }).click();
  await expect(page.getByRole('heading', { name: 'Providers' })).toBeFocused();
  const card = page.getByRole('region', { name: 'Replicate' });
  await card.getByText('Address and limits').click();
  const address = card.getByRole('textbox', { name: 'Address' });
  await address.fill('not an address');
  await expect(card.getByText('Write an address like')).toBeVisible();
  await address.fill(fake.baseUrl);
  await address.press('Enter');

  await card.getByLabel('Key of Replicate').fill('r8_a_wrong_key_that_nobody_knows');
  await card.getByLabel('Key of Replicate').press('Enter');
  // This machine has no keychain: the file or the session, the user chooses.
  const keeping = page.getByRole('dialog', { name: 'Where shall keys be kept?' });
  await keeping.getByRole('textbox', { name: 'Passphrase' }).fill('short');
  await expect(keeping.getByRole('button', { name: 'Keep keys there' })).toBeDisabled();
  await keeping.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase);
  await keeping.getByRole('textbox', { name: 'Passphrase' }).press('Enter');
  await expect(card).toContainText('A key ending in nows is set: kept in the encrypted file.');
  await card.getByRole('button', { name: 'Test Replicate' }).click();
  await expect(card).toHaveAttribute('data-state', 'key-refused');
  await expect(card).toContainText('The provider refused the key.');
  expect(await seriousIssues(page, '[data-section="providers"]')).toEqual([]);

  await card.getByRole('button', { name: 'Replace' }).click();
  await card.getByLabel('Key of Replicate').fill(fake.token);
  await card.getByRole('button', { name: 'Save key' }).click();
  await card.getByRole('button', { name: 'Test Replicate' }).click();
  await expect(card).toContainText('Account: ada');
  await expect(card).toHaveAttribute('data-state', 'ready');
  expect(await page.content()).not.toContain(fake.token);

  await page.getByRole('link', { name: 'Matrix' }).click();
  await expect(notice).toBeHidden();
  await page.locator('[data-action="run"]').click();
  await page.locator('[data-action="confirm"]').click();
  await expect(page.locator('[data-cell][data-state="succeeded"]')).toHaveCount(2, { timeout: 30_000 });
  await studio.stop();
  await fake.close();
});

test('after a restart the passphrase is asked for once; a key refused during a run stops it, and a retry goes on', async ({
  page,
}) => {
  const fake = await startFakeReplicate();
  const home = await freshFolder('studio');
  const studio = await startStudio(home, [await writeStory(home, stillsOnly)], { REPLICATE_BASE_URL: fake.baseUrl });
  await page.goto(`${studio.url}#/settings`);
  const card = page.getByRole('region', { name: 'Replicate' });
  await card.getByLabel('Key of Replicate').fill(fake.token);
  await card.getByRole('button', { name: 'Save key' }).click();
  const keeping = page.getByRole('dialog', { name: 'Where shall keys be kept?' });
  await keeping.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase);
  await keeping.getByRole('button', { name: 'Keep keys there' }).click();
  await expect(card).toContainText('A key is set');
  await studio.stop();
  await studio.restart();

  await page.goto(studio.url);
  const notice = page.locator('[data-notice="provider"]');
  await expect(notice).toContainText('The key of Replicate is locked, and 2 cells need it.');
  await notice.getByRole('button', { name: 'Open provider settings' }).click();
  const unlock = page.locator('[data-form="unlock"]');
  await unlock.getByLabel('Passphrase').fill('four lights in a raw');
  await unlock.getByLabel('Passphrase').press('Enter');
  await expect(page.getByText('This is not the passphrase of the key file.')).toBeVisible();
  await unlock.getByLabel('Passphrase').fill(passphrase);
  await unlock.getByLabel('Passphrase').press('Enter');
  await expect(card).toHaveAttribute('data-state', 'untested');
  await expect(card.getByRole('textbox', { name: 'Address' })).toHaveAttribute('readonly');

  const token = fake.token;
  fake.token = 'r8_changed_at_the_provider';
  await page.getByRole('link', { name: 'Matrix' }).click();
  await page.locator('[data-action="run"]').click();
  await page.locator('[data-action="confirm"]').click();
  await expect(notice).toContainText('The run was stopped before more was ordered: The provider refused the key.');
  await expect(notice.getByRole('button', { name: 'Open provider settings' })).toBeVisible();
  fake.token = token;
  await notice.getByRole('button', { name: 'Retry failed' }).click();
  await page.locator('[data-action="confirm"]').click();
  await expect(page.locator('[data-cell][data-state="succeeded"]')).toHaveCount(2, { timeout: 30_000 });
  await studio.stop();
  await fake.close();
});
