import { database } from '@/database'

export const dynamic = 'force-dynamic'

/** Whether the app can serve: it runs and its database answers. */
export async function GET(): Promise<Response> {
  try {
    await database().isReady()
    return Response.json({ status: 'ready' })
  } catch (error) {
    console.error('not ready', error)
    return Response.json({ status: 'database unreachable' }, { status: 503 })
  }
}
