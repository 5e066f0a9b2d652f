import { expect, request, test } from '@playwright/test'
import { signIn as signInEndpoint } from '#features/accounts/contract.ts'
import { startFakeIssuer } from '#server/testing/fake-issuer.ts'
import { expectNoViolation } from './expect-no-violation.ts'
import { addAuthenticator, forgetProof } from './identity-steps.ts'
import { ann, makeAccount, seogoOfThisFile, signIn } from './steps.ts'
import { wordsIn } from './words.ts'

const client = { id: 'seogo', secret: 'a secret between the two' }
let issuer: Awaited<ReturnType<typeof startFakeIssuer>>
const seogo = seogoOfThisFile(async () => {
  issuer = await startFakeIssuer(client)
  return {
    SEOGO_OIDC_ISSUER: issuer.issuer,
    SEOGO_OIDC_CLIENT_ID: client.id,
    SEOGO_OIDC_CLIENT_SECRET: client.secret,
    SEOGO_OIDC_NAME: 'Lab account',
    SEOGO_OIDC_SIGN_UP: 'example.org',
  }
})
test.afterAll(() => issuer.close())
const words = wordsIn.en

test('a network that tries many accounts waits until the owner lets it go on; then she comes in by a passkey', async ({
  page,
}) => {
  await makeAccount(page, seogo().ownerLink, ann, words)
  const stranger = await request.newContext({ baseURL: seogo().address })
  const guess = async (name: number) => {
    const data = { email: `person-${name}@example.org`, password: 'wrong horse battery' }
    return (await stranger.post(signInEndpoint.path, { data })).status()
  }
  for (let name = 0; name < 7; name += 1) expect(await guess(name)).toBe(401)
  // The last of them is one too many, whichever reasons came together.
  await guess(7)
  expect(await guess(8)).toBe(429)

  await page.goto(`${seogo().address}/security/activity`)
  const active = page.getByRole('list', { name: words.watch.active })
  await expect(active.getByText(words.watch.answers.slowed('127.0.0.0/24'))).toBeVisible()
  await expect(active.getByText(/different accounts tried/)).toBeVisible()
  await expectNoViolation(page, 'suspicious activity')
  await active.getByRole('button', { name: `${words.watch.letGo}: 127.0.0.0/24` }).click()
  await expect(page.getByText(words.watch.noneActive)).toBeVisible()
  expect(await guess(9)).toBe(401)
  await stranger.dispose()

  await page.goto(`${seogo().address}/security/trail`)
  const trail = page.getByRole('list', { name: words.audit.title })
  await expect(trail.getByText(words.audit.acts.suspicion_lifted)).toBeVisible()
  await expectNoViolation(page, 'the audit trail')

  // A passkey is made for a name, and the address so far was numbers.
  const named = seogo().address.replace('127.0.0.1', 'localhost')
  const passkeys = words.passkeys
  await addAuthenticator(page)
  await signIn(page, named, ann, words)
  await page.goto(`${named}/security`)
  await page.getByRole('button', { name: passkeys.add }).click()
  const mine = page.getByRole('list', { name: passkeys.title })
  await expect(mine.getByText(passkeys.unused)).toBeVisible()
  await expectNoViolation(page, 'one’s passkeys')
  await mine.getByRole('button', { name: new RegExp(passkeys.rename) }).click()
  await page.getByLabel(passkeys.name, { exact: true }).fill('the blue key')
  await page.keyboard.press('Enter')
  await expect(mine.getByText('the blue key')).toBeVisible()

  await page.context().clearCookies()
  await page.goto(named)
  await page.getByRole('button', { name: passkeys.signIn }).click()
  await expect(page.getByRole('heading', { name: words.library.title, exact: true })).toBeAttached()

  // What asks for a proof takes the passkey for one, and goes on by itself.
  await page.goto(`${named}/security`)
  await mine.getByRole('button', { name: passkeys.removeOf('the blue key') }).click()
  await forgetProof(page, '/api/me/passkeys/*')
  await page.getByRole('alertdialog').getByRole('button', { name: passkeys.remove }).click()
  const proof = page.getByRole('dialog', { name: words.accountSecurity.confirmTitle })
  await proof.getByRole('button', { name: passkeys.usePasskey }).click()
  await expect(page.getByText(passkeys.none)).toBeVisible()

  // Somebody else comes by their account elsewhere, which nobody here knows yet.
  await page.route(`${issuer.issuer}/authorize*`, async (route) => {
    const person = { sub: 'bo', name: 'Bo Park', email: 'bo@example.org', email_verified: true }
    const { code, state, iss } = issuer.authorize(route.request().url(), person)
    const back = `${named}/sign-in/back?${new URLSearchParams({ code, state, iss }).toString()}`
    await route.fulfill({ status: 302, headers: { location: back } })
  })
  await page.context().clearCookies()
  await page.goto(named)
  await page.getByRole('button', { name: words.elsewhere.signIn('Lab account') }).click()
  await expect(page.getByRole('heading', { name: words.library.title, exact: true })).toBeAttached()
  await page.goto(`${named}/security`)
  await expect(page.getByText(words.elsewhere.isLinked)).toBeVisible()
  await expectNoViolation(page, 'one’s account elsewhere')
})
