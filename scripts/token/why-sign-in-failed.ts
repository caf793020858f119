/** For the person who asked for a demo user's token: whether the system cannot serve, or that user cannot sign in. */
export async function whySignInFailed(web: string, email: string): Promise<string> {
  const isHealthy = await fetch(`${web}/api/health`).then(
    (response) => response.ok,
    () => false,
  )
  if (!isHealthy)
    return `The web app at ${web} cannot serve now: is its database there? Its log is in the state folder.`
  return `${email} is not a demo user here (alice, bob and carol are, in demo mode). Sign in yourself with --browser.`
}
