/** A body's text, or null when it is longer than `limit` bytes: reading stops there, whatever Content-Length says. */
export async function readCapped({ body }: Request, limit: number): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body ?? []) {
    bytes += chunk.length
    if (bytes > limit) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
