/** The processor time of this thread, which other work on the machine does not lengthen. */

/** @returns milliseconds. */
export async function cpuTime(work: () => Promise<unknown>): Promise<number> {
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
