interface SeedTask {
  id: string
  title: string
  notes: string | null
  due: Date | null
  status: 'open' | 'done'
  completedAt: Date | null
  /** 1 is the highest. */
  priority: number
  labels: string[]
}

interface SeedProject {
  id: string
  name: string
  ownerId: string
  members: { id: string; memberId: string; email: string; role: 'owner' | 'editor' | 'viewer' }[]
  tasks: SeedTask[]
}

const [HIGH, NORMAL, LOW] = [1, 2, 3]
const DAY_MILLISECONDS = 86_400_000

const chores = [
  'Bring the signed permit form',
  'Charge the measuring device',
  'Print the survey plan',
  'Ask the caretaker for the roof key',
  'Write up yesterday’s measurements',
]

/** A task due tomorrow, for a demo that is started again weeks later. Its id is tomorrow's date. */
export function choreForTomorrow(): SeedTask & { due: Date } {
  const due = inDays(1)
  const title = chores[Math.floor(due.getTime() / DAY_MILLISECONDS) % chores.length] ?? 'Print the survey plan'
  const id = `task_apollo${due.toISOString().slice(0, 10).replaceAll('-', '')}`
  return { id, title, notes: null, due, status: 'open', completedAt: null, priority: NORMAL, labels: ['fieldwork'] }
}

/** Calendar date some days from today, as PostgreSQL's `date` wants it: midnight UTC. */
function inDays(days: number): Date {
  const today = Math.floor(Date.now() / DAY_MILLISECONDS) * DAY_MILLISECONDS
  return new Date(today + days * DAY_MILLISECONDS)
}

interface Extras {
  notes?: string
  priority?: number
  labels?: string[]
}

function open(id: string, title: string, dueInDays: number | null, extras: Extras = {}): SeedTask {
  const due = dueInDays === null ? null : inDays(dueInDays)
  const { notes = null, priority = NORMAL, labels = [] } = extras
  return { id: `task_${id}`, title, notes, due, status: 'open', completedAt: null, priority, labels }
}

function done(id: string, title: string, daysAgo: number, extras: Extras = {}): SeedTask {
  return { ...open(id, title, -daysAgo, extras), status: 'done', completedAt: inDays(-daysAgo) }
}

const alice = { memberId: 'usr_alice', email: 'alice@example.com' }
const bob = { memberId: 'usr_bob', email: 'bob@example.com' }

/** Apollo is Alice's and Bob's, Borealis Alice's alone, Cassini Bob's alone. */
export function projects(): SeedProject[] {
  return [
    {
      id: 'prj_apollo',
      name: 'Apollo',
      ownerId: 'usr_alice',
      members: [
        { id: 'mbr_apolloalice', ...alice, role: 'owner' },
        { id: 'mbr_apollobob', ...bob, role: 'editor' },
      ],
      tasks: [
        open('apolloroof', 'Survey the roof antenna', 4, {
          notes: 'Needs two dry hours and someone to hold the ladder.',
          priority: HIGH,
          labels: ['fieldwork', 'weather'],
        }),
        open('apollocables', 'Order cables for the antenna', 1, {
          notes: 'Forty metres, outdoor rated.',
          labels: ['purchase'],
        }),
        open('apollopermit', 'Send the permit form to the city', 1, { priority: HIGH, labels: ['paperwork'] }),
        open('apollospectrum', 'Review the spectrum measurements', 7),
        open('apollobudget', 'Agree on the budget for spring', 16, { priority: LOW, labels: ['paperwork'] }),
        done('apollomast', 'Choose the mast', 6, { labels: ['purchase'] }),
        open('apolloladder', 'Borrow the long ladder', 3),
        open('apolloreport', 'Write the survey report', 21),
        open('apollospare', 'Keep a list of spare parts', null),
        done('apollokickoff', 'Write the kick-off notes', 13),
        done('apollorecorder', 'Test the recorder', 18),
      ],
    },
    {
      id: 'prj_borealis',
      name: 'Borealis',
      ownerId: 'usr_alice',
      members: [{ id: 'mbr_borealisalice', ...alice, role: 'owner' }],
      tasks: [
        open('borealisdraft', 'Finish the draft of the grant proposal', 1, {
          notes: 'Section 3 still has no figures.',
          priority: HIGH,
          labels: ['proposal'],
        }),
        open('borealisfigures', 'Redraw the three figures', 3, { labels: ['proposal'] }),
        open('borealisreview', 'Ask for a second opinion on the method', 9, { priority: LOW }),
        open('borealispartners', 'Collect letters from the partners', 14),
        open('borealissubmit', 'Submit the proposal', 24),
        done('borealisoutline', 'Outline the proposal', 8),
        done('borealiscall', 'Read the call for proposals', 15),
      ],
    },
    {
      id: 'prj_cassini',
      name: 'Cassini',
      ownerId: 'usr_bob',
      members: [{ id: 'mbr_cassinibob', ...bob, role: 'owner' }],
      tasks: [
        open('cassinioffer', 'Answer the offer from the observatory', 2, {
          notes: 'They wait until the end of the week.',
          priority: HIGH,
        }),
        open('cassinilens', 'Clean and align the lens', 1, { labels: ['telescope'] }),
        open('cassinilog', 'Copy the observation log to the archive', 10, { priority: LOW }),
        done('cassinitripod', 'Repair the tripod', 4, { labels: ['telescope'] }),
        open('cassinicoating', 'Get offers for a new mirror coating', 18),
        open('cassinistar', 'Update the star charts', null),
        done('cassinidome', 'Oil the dome', 11),
      ],
    },
  ]
}
