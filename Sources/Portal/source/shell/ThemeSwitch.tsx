import { useState } from "react";
import { Icon, type IconName } from "../components/Icon";
import { texts } from "../texts/texts";
import { preferTheme } from "./preferred";
import { currentTheme, type Theme } from "./theme";

const icons: Record<Theme, IconName> = { system: "system", light: "sun", dark: "moon" };

export function ThemeSwitch() {
  const [theme, setTheme] = useState(currentTheme);
  const choose = (next: Theme) => {
    preferTheme(next);
    setTheme(next);
  };
  return (
    <fieldset className="segments">
      <legend className="visually-hidden">{texts.theme.label}</legend>
      {(["system", "light", "dark"] as const).map((each) => (
        <label key={each} title={texts.theme[each]}>
          <input type="radio" name="theme" value={each} checked={theme === each} onChange={() => choose(each)} />
          <Icon name={icons[each]} />
          <span className="visually-hidden">{texts.theme[each]}</span>
        </label>
      ))}
    </fieldset>
  );
}
