import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { errors, type Interaction, type InteractionResults } from 'oidc-provider'
import { database } from '../database'
import { env } from '../env'
import { authorizationServer } from './provider'
import { hashOf } from './record-adapter'

/**
 * The authorization request behind a consent page, when this browser started it. It is found by the browser's own
 * cookie and must be the one in the URL: a link from somebody else leads nowhere.
 */
export async function findInteraction(uid: string, cookie: string): Promise<Interaction | null> {
  const { request, response } = nodePair(cookie)
  try {
    const interaction = (await (await authorizationServer()).interactionDetails(request, response)) as Interaction
    return interaction.uid === uid ? interaction : null
  } catch {
    return null
  }
}

/** Notes that a person who is signed in looks at the request: its client is not forgotten while they decide. */
export async function noteOpened(uid: string, userId: string): Promise<void> {
  const where = { model: 'Interaction', idHash: hashOf(uid) }
  await database().unowned.oidcRecord.updateMany({ where, data: { accountId: userId } })
}

/** Stores the decision and returns where the browser goes on, or null: the request was answered and used meanwhile. */
export async function finishInteraction(cookie: string, result: InteractionResults): Promise<string | null> {
  const { request, response } = nodePair(cookie)
  const provider = await authorizationServer()
  return provider
    .interactionResult(request, response, result, { mergeWithLastSubmission: false })
    .catch((error: unknown) => {
      if (error instanceof errors.SessionNotFound) return null
      throw error
    })
}

/** The library wants Node's own objects; an App Router handler has only the cookie header. */
function nodePair(cookie: string) {
  const issuer = new URL(env().WEB_ORIGIN)
  const request = new IncomingMessage(new Socket())
  request.headers = { cookie, host: issuer.host, 'x-forwarded-proto': issuer.protocol.slice(0, -1) }
  return { request, response: new ServerResponse(request) }
}
