import { clientDocument } from '@/remote/client-document'
import { serversByDocument } from '@/remote/remote-servers'

/** This app as a client of others: what authorization servers of remote servers read of it. */
export async function GET(): Promise<Response> {
  return Response.json(clientDocument(await serversByDocument()), {
    headers: { 'Cache-Control': 'public, max-age=60' },
  })
}

/** Origin and servers are known when the app runs, not when it is built. */
export const dynamic = 'force-dynamic'
