import { Icon } from "../components/Icon";
import { texts } from "../texts/texts";

const shortest = 10;
const longest = 200;

/** What a new password must be, ticked as it is typed, and how hard it is to guess. */
export function PasswordRules({ password, again }: { readonly password: string; readonly again: string }) {
  const { signIn } = texts;
  const length = [...password].length;
  const rules: readonly (readonly [text: string, isMet: boolean])[] = [
    [signIn.passwordLength, length >= shortest && length <= longest], [signIn.passwordsAlike, password !== "" && password === again],
  ];
  const strength = strengthOf(password);
  return (
    <div className="password-rules">
      <ul>
        {rules.map(([text, isMet]) => (
          <li key={text} className={isMet ? "met" : undefined}>
            <Icon name="check" />{text} <span className="visually-hidden">{isMet ? signIn.ruleMet : signIn.ruleOpen}</span>
          </li>
        ))}
      </ul>
      <p className="hint" role="status">
        <meter aria-hidden="true" min={0} max={3} low={2} high={3} optimum={3} value={password === "" ? 0 : strength + 1} /> {password !== "" && signIn.strengths[strength]}
      </p>
    </div>
  );
}

/** By how long it is, and of how many different signs: length beats strange signs. */
export function strengthOf(password: string): 0 | 1 | 2 {
  const different = new Set(password).size;
  if (password.length < shortest || different < 5) return 0;
  return password.length >= 16 && different >= 8 ? 2 : 1;
}
