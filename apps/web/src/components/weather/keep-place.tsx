'use client'

import type { Place } from '@chaperone/contracts'
import { ChangeStatus } from '@/components/data/change-status'
import { useChange } from '@/components/data/use-change'
import { Button } from '@/components/ui/button'

/** Saves a place, or removes a saved one; either way the person approves it first. */
export function KeepPlace({ place, savedId }: { place: Place; savedId: string | null }) {
  const change = useChange()
  const { name, country, latitude, longitude, timeZone } = place
  const isBusy = change.state.step === 'proposing' || 'card' in change.state

  function propose() {
    void change.propose(
      savedId
        ? { connection: 'weather', tool: 'weather_remove_place', arguments: { placeId: savedId } }
        : {
            connection: 'weather',
            tool: 'weather_save_place',
            arguments: { name, country, latitude, longitude, timeZone },
          },
    )
  }

  return (
    <>
      <Button disabled={isBusy} onClick={propose}>
        {savedId ? 'Remove from my places' : 'Save to my places'}
      </Button>
      <div className="basis-full empty:hidden">
        <ChangeStatus change={change} />
      </div>
    </>
  )
}
