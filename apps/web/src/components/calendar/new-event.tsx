'use client'

import { DateTime } from 'luxon'
import { type FormEvent, useId, useState } from 'react'
import { ChangeStatus } from '@/components/data/change-status'
import { useChange } from '@/components/data/use-change'
import { PlusIcon } from '@/components/icons/icons'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, Input, Select } from '@/components/ui/input'
import { OVERLAP_CHOICE, overlapWords } from './overlap-words.ts'

interface NewEventProps {
  /** Proposed date, `YYYY-MM-DD`. */
  date: string
  timeZone: string
}

/** The arguments for the tool, or what is wrong with the form. */
function eventArguments(data: FormData, timeZone: string): Record<string, unknown> | string {
  const text = (name: string) => String(data.get(name) ?? '').trim()
  const at = (time: string) => DateTime.fromISO(`${text('date')}T${time}`, { zone: timeZone })
  const startsAt = at(text('start'))
  const endsAt = at(text('end'))
  if (!startsAt.isValid || !endsAt.isValid) return 'Give a date, a start and an end.'
  if (endsAt <= startsAt) return 'The end must be after the start.'
  return {
    title: text('title'),
    startsAt: startsAt.toISO({ suppressMilliseconds: true }),
    endsAt: endsAt.toISO({ suppressMilliseconds: true }),
    timeZone,
    ...(text('recurrence') && { recurrence: text('recurrence') }),
    ...(text('location') && { location: text('location') }),
    ...(data.has('allowOverlap') && { allowOverlap: true }),
  }
}

/** A dialog that proposes one event and asks for approval of exactly that event. */
export function NewEvent({ date, timeZone }: NewEventProps) {
  const [isOpen, setOpen] = useState(false)
  const [problem, setProblem] = useState('')
  const change = useChange()
  const { step } = change.state
  const isFormShown = step === 'idle' || step === 'proposing' || step === 'failed'

  function openOrClose(open: boolean) {
    setOpen(open)
    setProblem('')
    change.reset()
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const result = eventArguments(data, timeZone)
    if (typeof result === 'string') return setProblem(result)
    setProblem('')
    void change.propose({
      connection: String(data.get('calendar')),
      tool: 'calendar_create_event',
      arguments: result,
    })
  }

  return (
    <Dialog
      title="New event"
      trigger={
        <Button variant="primary">
          <PlusIcon />
          New event
        </Button>
      }
      isOpen={isOpen}
      onOpenChange={openOrClose}
    >
      {/* Kept behind the card: what was typed is there again when the calendar refuses it. */}
      <div hidden={!isFormShown}>
        <EventForm date={date} timeZone={timeZone} problem={problem} isBusy={step === 'proposing'} onSubmit={submit} />
      </div>
      <ChangeStatus change={change} inWords={(refusal) => overlapWords(refusal, timeZone)} />
      {change.state.step === 'done' ? (
        <div className="flex items-center gap-3">
          <p>{change.state.outcome === 'approved' ? 'The event is in the calendar.' : 'Denied. Nothing changed.'}</p>
          <Button className="ml-auto" onClick={() => openOrClose(false)}>
            Close
          </Button>
        </div>
      ) : null}
    </Dialog>
  )
}

function EventForm({
  date,
  timeZone,
  problem,
  isBusy,
  onSubmit,
}: NewEventProps & { problem: string; isBusy: boolean; onSubmit: (event: FormEvent<HTMLFormElement>) => void }) {
  const id = useId()
  return (
    <form onSubmit={onSubmit} className="mb-3 grid gap-3">
      <Field label="Title" htmlFor={`${id}-title`}>
        <Input id={`${id}-title`} name="title" required maxLength={200} autoComplete="off" />
      </Field>
      <div className="grid gap-3 sm:grid-cols-3">
        <Field label="Date" htmlFor={`${id}-date`}>
          <Input id={`${id}-date`} name="date" type="date" required defaultValue={date} />
        </Field>
        <Field label="Start" htmlFor={`${id}-start`}>
          <Input id={`${id}-start`} name="start" type="time" required defaultValue="10:00" />
        </Field>
        <Field label="End" htmlFor={`${id}-end`}>
          <Input id={`${id}-end`} name="end" type="time" required defaultValue="11:00" />
        </Field>
      </div>
      <Field label="Repeats" htmlFor={`${id}-recurrence`}>
        <Select id={`${id}-recurrence`} name="recurrence">
          <option value="">Never</option>
          <option value="FREQ=DAILY">Every day</option>
          <option value="FREQ=WEEKLY">Every week</option>
          <option value="FREQ=MONTHLY">Every month</option>
        </Select>
      </Field>
      <Field label="Place (optional)" htmlFor={`${id}-location`}>
        <Input id={`${id}-location`} name="location" maxLength={200} autoComplete="off" />
      </Field>
      <Field label="Calendar" htmlFor={`${id}-calendar`}>
        <Select id={`${id}-calendar`} name="calendar">
          <option value="calendar">Mine, with a token of mine</option>
          <option value="team-calendar">The team’s, with the team’s key</option>
        </Select>
      </Field>
      <label className="flex items-center gap-2">
        <input type="checkbox" name="allowOverlap" />
        {OVERLAP_CHOICE}
      </label>
      <p className="text-xs text-muted-foreground">Times are in {timeZone}.</p>
      {problem ? (
        <p role="alert" className="text-refused">
          {problem}
        </p>
      ) : null}
      <Button type="submit" variant="primary" disabled={isBusy} className="justify-self-start">
        Continue to approval
      </Button>
    </form>
  )
}
