/** As much of a test runner as pure functions need; the tests are bundled with what they test and run under node. */
declare const process: { exitCode: number };

let passed = 0;
let failed = 0;
const running: Promise<void>[] = [];

export function test(claim: string, body: () => void | Promise<void>): void {
  running.push(run(claim, body));
}

async function run(claim: string, body: () => void | Promise<void>): Promise<void> {
  try {
    await body();
    passed += 1;
  } catch (error) {
    failed += 1;
    process.exitCode = 1;
    console.error(`✗ ${claim}\n  ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
  }
}

export function equal(actual: unknown, expected: unknown): void {
  const [found, wanted] = [JSON.stringify(actual, null, 1), JSON.stringify(expected, null, 1)];
  if (found !== wanted) throw new Error(`found\n${found}\ninstead of\n${wanted}`);
}

export async function report(): Promise<void> {
  await Promise.all(running);
  console.log(`${passed} passed, ${failed} failed`);
}
