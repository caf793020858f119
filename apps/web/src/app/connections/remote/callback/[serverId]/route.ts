import { finishConnection } from '@/remote/connect-account'
import { lookAtServer } from '@/remote/look-at-server'
import { outcomeOf } from '@/remote/remote-problem'
import { currentPerson, signInPath } from '@/session/current-person'
import { seeOther, seeOtherFromElsewhere } from '@/session/person-form'

/** Where the authorization server of one remote server sends the browser back to. It goes on to one page of ours, always. */
export async function GET(request: Request, { params }: { params: Promise<{ serverId: string }> }): Promise<Response> {
  const person = await currentPerson()
  if (!person) return seeOther(signInPath('/connections'))
  const finished = await finishConnection(person, (await params).serverId, new URL(request.url).searchParams)
  if ('problem' in finished) return seeOtherFromElsewhere('/connections', outcomeOf(finished.problem))
  const { id } = finished.server
  const said = await lookAtServer(person, id)
  return seeOtherFromElsewhere('/connections', said === 'refused' ? outcomeOf('token_refused') : said, id)
}
