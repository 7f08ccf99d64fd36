import type { Identity } from '../platform/http/rights.ts'
import { t } from '../platform/language/message.ts'
import { Head } from '../platform/ui/parts.tsx'

export type LoginProps = {
  identity: Identity
  /** Whether there is a token to sign in with */
  hasToken: boolean
  /** Where to go once signed in */
  page: string
  /** What is wrong with what was sent */
  problem?: string
}

export function LoginPage(props: LoginProps) {
  return (
    <div class="wrap flat">
      <Head title={t('Sign in')} lede={lede(props)} />
      <div class="stack">
        {props.identity !== 'stranger' && props.hasToken ? <SignOut /> : null}
        {props.identity === 'stranger' && props.hasToken ? <SignIn {...props} /> : null}
      </div>
    </div>
  )
}

function lede({ identity, hasToken }: LoginProps): string {
  if (!hasToken) {
    return t(
      'There is no token to sign in with: set ADMIN_TOKEN. Until then only a browser on the machine that runs the server may change something.',
    )
  }
  if (identity === 'operator') return t('You are signed in and may start and cancel imports.')
  if (identity === 'reader') return t('You are signed in and may read what is not for everybody.')
  return t('Everybody may read the market. Changes need the token of whoever runs it.')
}

function SignIn({ page, problem }: LoginProps) {
  return (
    <form action="/login" method="post" class="inline">
      <div class="field">
        <label for="token" safe>
          {t('Token')}
        </label>
        <input
          class="input"
          id="token"
          name="token"
          type="password"
          required
          autocomplete="current-password"
          {...(problem ? { 'aria-invalid': 'true' as const, 'aria-describedby': 'wrong' } : {})}
        />
      </div>
      <input type="hidden" name="page" value={page} />
      <button class="button main" type="submit" safe>
        {t('Sign in')}
      </button>
      {problem ? (
        <p class="wrong" id="wrong" safe>
          {problem}
        </p>
      ) : null}
    </form>
  )
}

function SignOut() {
  return (
    <form action="/logout" method="post">
      <button class="button" type="submit" safe>
        {t('Sign out')}
      </button>
    </form>
  )
}
