/** What an empty conversation suggests, and the servers that it takes. */
export const examples = [
  { prompt: 'What should I prepare for tomorrow?', servers: 'calendar, tasks, weather' },
  {
    prompt: 'Find the driest afternoon this week in Lisbon and put a run into my calendar',
    servers: 'weather, then calendar, with your approval',
  },
  { prompt: 'What are my tasks?', servers: 'tasks' },
  { prompt: 'When am I free for an hour tomorrow?', servers: 'calendar' },
  { prompt: 'What will the weather be in Lisbon on Friday?', servers: 'weather' },
]
