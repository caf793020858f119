import type { Metadata } from 'next'
import { Suspense } from 'react'
import { LoadingRows } from '@/components/data/notices'
import { PageShell } from '@/components/shell/page-shell'
import type { SearchParams } from '@/components/shell/search-params'
import { placeFromQuery } from '@/components/weather/place-query'
import { PlaceSearch } from '@/components/weather/place-search'
import { WeatherContent } from '@/components/weather/weather-content'
import { requirePerson } from '@/session/current-person'

export const metadata: Metadata = { title: 'Weather' }

const MIN_QUERY_CHARACTERS = 2
const MAX_QUERY_CHARACTERS = 80

export default async function WeatherPage({ searchParams }: { searchParams: SearchParams }) {
  const person = await requirePerson('/weather')
  const parameters = await searchParams
  const typed = typeof parameters.q === 'string' ? parameters.q.trim().slice(0, MAX_QUERY_CHARACTERS) : ''
  const query = typed.length >= MIN_QUERY_CHARACTERS ? typed : ''
  const asked = placeFromQuery(parameters)

  return (
    <PageShell person={person} title="Weather" actions={<PlaceSearch query={query} />}>
      <Suspense fallback={<LoadingRows rows={6} />}>
        <WeatherContent person={person} query={query} asked={asked} />
      </Suspense>
    </PageShell>
  )
}
