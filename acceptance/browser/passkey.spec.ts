import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { CDPSession, Page } from '@playwright/test';
import { comeAs, expect, test } from './test.ts';

/** A device that holds passkeys and says yes, inside Chromium (WebDriver virtual authenticator of WebAuthn Level 3). */
async function deviceOf(page: Page): Promise<{ cdp: CDPSession; authenticatorId: string }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, authenticatorId };
}

/** Browsers give passkeys to localhost by its name and not by its number. */
const byName = (address: string) => address.replace('127.0.0.1', 'localhost');

test('somebody adds a passkey, signs out and signs in with it', async ({ page, context, place }) => {
  const address = byName(await place.address());
  await comeAs(context, address, await place.person('Ceri'));
  const { cdp, authenticatorId } = await deviceOf(page);

  await page.goto(`${address}/me/ways-in`);
  await page.getByRole('link', { name: 'Add a passkey' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('A name for it').fill('my phone');
  await page.getByRole('button', { name: 'Add' }).click();
  await expect(page).toHaveURL(/\/me\/ways-in\?/);
  await expect(page.locator('#main')).toContainText('Added. You can sign in with it from now on.');
  await expect(page.locator('#main')).toContainText('my phone');
  expect((await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials).toHaveLength(1);

  await page.goto(`${address}/sign-out`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.locator('#main')).toContainText('You are signed out.');
  await page.goto(`${address}/me/ways-in`);
  await expect(page.locator('#main')).not.toContainText('my phone');

  await page.goto(`${address}/sign-in?next=/me/ways-in`);
  await page.getByRole('link', { name: 'With a passkey on your device' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(`${address}/me/ways-in`);
  await expect(page.locator('#main')).toContainText('my phone');
});

/** Asks to sign in with a passkey and sees what came of it. */
async function trySigningIn(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/sign-in/passkey`);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('a device that declines lets nobody in, and the page says what to do', async ({ page, place }) => {
  const address = byName(await place.address());
  await deviceOf(page);
  await trySigningIn(page, address);
  await expect(page.locator('#main')).toContainText('Your device gave no answer.');
});

test('a passkey that nobody here has added lets nobody in', async ({ page, place }) => {
  const address = byName(await place.address());
  const { cdp, authenticatorId } = await deviceOf(page);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await cdp.send('WebAuthn.addCredential', {
    authenticatorId,
    credential: {
      credentialId: randomBytes(32).toString('base64'),
      userHandle: randomBytes(32).toString('base64'),
      rpId: 'localhost',
      privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
      isResidentCredential: true,
      signCount: 1,
    },
  });
  await trySigningIn(page, address);
  await expect(page.locator('#main')).toContainText('That passkey did not work here.');
  await page.goto(`${address}/me/ways-in`);
  await expect(page.locator('#main')).toContainText('Sign in first');
});

test('pages that ask for no island carry no script at all', async ({ page, place }) => {
  const scripts: string[] = [];
  page.on('request', (request) => request.resourceType() === 'script' && scripts.push(request.url()));
  const address = byName(await place.address());
  for (const path of ['/', '/say', '/conversations', '/sign-in']) {
    await page.goto(address + path);
    expect(await page.locator('script').count(), path).toBe(0);
  }
  expect(scripts).toEqual([]);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('the passkey page sends on to a code', async ({ page, place }) => {
    const address = byName(await place.address());
    await page.goto(`${address}/sign-in/passkey`);
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.locator('#main')).toContainText('without it, sign in with a code');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.locator('#main')).toContainText('or sign in with a code');
  });
});
