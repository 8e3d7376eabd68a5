import { Icon } from "../components/Icon";
import type { Problem } from "../graphql/validation";
import { texts } from "./texts/texts";

interface ProblemListProps {
  readonly source: string;
  readonly problems: readonly Problem[];
  readonly onGoTo: (offset: number) => void;
}

const mostShown = 20;

/** The marks once more as text: for the keyboard, for fingers, and for those who do not see a wavy line. */
export function ProblemList({ source, problems, onGoTo }: ProblemListProps) {
  return (
    <div className="problems">
      <p className="visually-hidden" role="status">
        {problems.length > 0 ? texts.explorer.problems(problems.length) : ""}
      </p>
      {problems.length > 0 && (
        <ul aria-label={texts.explorer.problems(problems.length)}>
          {problems.slice(0, mostShown).map((problem) => {
            const { line, column } = placeOf(source, problem.start);
            return (
              <li key={`${problem.start} ${problem.message}`}>
                <button type="button" className={`problem ${problem.severity}`} onClick={() => onGoTo(problem.start)}>
                  <Icon name="warning" />
                  <span className="problem-message">{problem.message}</span>
                  <span className="problem-place" title={texts.explorer.problemPlace(line, column)}>
                    <span className="visually-hidden">{texts.explorer.problemPlace(line, column)}</span>
                    <span aria-hidden="true">{line}:{column}</span>
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}

export function placeOf(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset).split("\n");
  return { line: before.length, column: (before[before.length - 1]?.length ?? 0) + 1 };
}

/** The offset of a line and column, as the server's errors give them. */
export function offsetOf(source: string, line: number, column: number): number {
  const lines = source.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  return Math.min(source.length, before + column - 1);
}
