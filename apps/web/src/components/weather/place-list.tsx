import type { Place } from '@chaperone/contracts'
import { Link } from '@/components/ui/link'
import { placeHref } from './place-query.ts'

/** Places as links to their forecast. */
export function PlaceList({ label, places, open }: { label: string; places: readonly Place[]; open: Place | null }) {
  return (
    <ul aria-label={label} className="flex flex-wrap gap-2">
      {places.map((place) => {
        const isOpen = place.latitude === open?.latitude && place.longitude === open.longitude
        return (
          <li key={`${place.latitude} ${place.longitude}`}>
            <Link
              href={placeHref(place)}
              aria-current={isOpen ? 'page' : undefined}
              className="inline-flex h-10 items-center gap-1.5 rounded-md border border-border-strong bg-card px-2.5 font-medium hover:bg-accent aria-[current]:border-foreground aria-[current]:bg-selected md:h-7"
            >
              <bdi>{place.name}</bdi>
              <span className="font-normal text-muted-foreground">{place.country}</span>
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
