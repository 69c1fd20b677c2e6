/** `pnpm start`: the windows come on top of the core; until they do, say so instead of doing nothing. */
process.stderr.write(
  "The desktop's windows are not built yet. `pnpm demo` runs the app's core from end to end.\n",
);
process.exitCode = 1;
