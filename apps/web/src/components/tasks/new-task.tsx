'use client'

import { type FormEvent, useId, useRef } from 'react'
import { ChangeStatus } from '@/components/data/change-status'
import { useChange } from '@/components/data/use-change'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'

/** Adds a task to one project, after the person approved exactly this task. */
export function NewTask({ projectId, projectName }: { projectId: string; projectName: string }) {
  const change = useChange()
  const id = useId()
  const form = useRef<HTMLFormElement>(null)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const title = String(data.get('title')).trim()
    const due = String(data.get('due'))
    if (!title) return
    await change.propose({
      connection: 'tasks',
      tool: 'tasks_create',
      arguments: { projectId, title, ...(due && { due }) },
    })
    form.current?.reset()
  }

  return (
    <div className="border-t border-border px-3 py-2">
      <form ref={form} onSubmit={(event) => void submit(event)} className="flex flex-wrap gap-2">
        <label className="sr-only" htmlFor={`${id}-title`}>
          New task in {projectName}
        </label>
        <Input
          id={`${id}-title`}
          name="title"
          required
          maxLength={200}
          autoComplete="off"
          placeholder="New task"
          className="min-w-48 flex-1"
        />
        <label className="sr-only" htmlFor={`${id}-due`}>
          Due date
        </label>
        <Input id={`${id}-due`} name="due" type="date" className="max-w-38" />
        <Button type="submit" disabled={change.state.step === 'proposing'}>
          Add
        </Button>
      </form>
      {change.state.step === 'idle' ? null : (
        <div className="mt-2 empty:hidden">
          <ChangeStatus change={change} />
        </div>
      )}
    </div>
  )
}
