/** The pages of the navigation, in order. */
export const pages = [
  { path: '/chat', title: 'Chat' },
  { path: '/tasks', title: 'Tasks' },
  { path: '/calendar', title: 'Calendar' },
  { path: '/weather', title: 'Weather' },
  { path: '/connections', title: 'Connections' },
] as const

/** Whether a path is this page, or one below it. */
export function isAt(path: string, pathname: string | null): boolean {
  return pathname === path || pathname?.startsWith(`${path}/`) === true
}
