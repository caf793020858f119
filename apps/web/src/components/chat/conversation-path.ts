const FOLDER = '/chat/'

/** The page of a kept conversation. */
export function conversationPath(id: string): string {
  return `${FOLDER}${id}`
}

/** The conversation that a path names; null where it names none. */
export function conversationIn(pathname: string): string | null {
  return pathname.startsWith(FOLDER) ? pathname.slice(FOLDER.length) : null
}
