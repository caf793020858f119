import { LIST_PAGE_SIZE, type SavedPlace } from '@chaperone/contracts'
import type { Caller } from '@chaperone/mcp-auth'
import type { WeatherTransaction } from '../define-tool.ts'
import { savedPlaceAnswer } from './saved-place-answer.ts'

/** The caller's saved places by name, at most a page. */
export async function savedPlaces({ db, caller }: { db: WeatherTransaction; caller: Caller }): Promise<SavedPlace[]> {
  const rows = await db.savedPlace.findMany({
    where: { ownerId: caller.ownerId },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: LIST_PAGE_SIZE,
  })
  return rows.map(savedPlaceAnswer)
}
