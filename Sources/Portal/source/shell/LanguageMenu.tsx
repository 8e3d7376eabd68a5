import { Icon } from "../components/Icon";
import { MenuButton } from "../components/Menu";
import { isLanguage, languages } from "../texts/languages";
import { language, texts } from "../texts/texts";
import { preferLanguage } from "./preferred";

export function LanguageMenu() {
  const items = Object.entries(languages).map(([code, name]) => ({
    text: name, isChecked: code === language, onChoose: () => {
      if (isLanguage(code)) preferLanguage(code);
    },
  }));
  return (
    <MenuButton label={texts.language(languages[language])} className="button plain language" align="end" items={items}>
      <Icon name="globe" /><span>{language.toUpperCase()}</span>
    </MenuButton>
  );
}
