import { clientDocument } from '@/remote/client-document'

/** This app as a client of others: what authorization servers of remote servers read of it. */
export async function GET(): Promise<Response> {
  return Response.json(clientDocument(), { headers: { 'Cache-Control': 'public, max-age=3600' } })
}

/** The origin is known when the app runs, not when it is built. */
export const dynamic = 'force-dynamic'
