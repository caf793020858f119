import type { Interaction } from 'oidc-provider'

/**
 * Whether a person signed in as recently as the client wants, when it asked: with `prompt=login` after that, with
 * `max_age` at most so many seconds before. The library asks only whether anybody has said so, and here it is said.
 *
 * @param signedInAt seconds since 1970
 * @see OpenID Connect Core §3.1.2.1: "prompt", "max_age"
 */
export function isSignInRecent({ iat, params }: Pick<Interaction, 'iat' | 'params'>, signedInAt: number): boolean {
  const isNewWanted = String(params.prompt ?? '')
    .split(' ')
    .includes('login')
  // In whole seconds: a sign-in of the same second may have been before.
  if (isNewWanted) return signedInAt > iat
  return params.max_age === undefined || signedInAt >= iat - Number(params.max_age)
}
