export interface Person {
  id: string
  name: string
  email: string
  role: 'member' | 'administrator'
}

export function isAdministrator({ role }: Person): boolean {
  return role === 'administrator'
}
