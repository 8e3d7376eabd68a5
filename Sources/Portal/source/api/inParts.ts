/** How many ids a mutation takes at once. */
const most = 500;

/** One mutation for each part of the ids, one after the other; the first that fails, with `undefined`, is the last. */
export async function inParts<Answer>(
  ids: readonly string[], run: (part: readonly string[]) => Promise<Answer | undefined>,
): Promise<readonly Answer[] | undefined> {
  const answers: Answer[] = [];
  for (let from = 0; from < ids.length; from += most) {
    const answer = await run(ids.slice(from, from + most));
    if (answer === undefined) return undefined;
    answers.push(answer);
  }
  return answers;
}
