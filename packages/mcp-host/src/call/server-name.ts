import type { Connection } from '../registry.ts'

/** What a sentence calls the server of a connection. A remote one is called what an administrator calls it. */
export function nameOf({ title, server }: Pick<Connection, 'title' | 'server'>): string {
  return server === 'remote' ? title : `the ${title} server`
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
