// Loaded into every command before its own code. scripts/run.mjs passes signals on to us; when it is killed and cannot,
// we stop as if it had, with everything in our process group.
process.on('disconnect', () => process.kill(-process.pid, 'SIGTERM'))
process.channel?.unref()
