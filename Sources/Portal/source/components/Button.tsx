import type { ButtonHTMLAttributes } from "react";
import { Icon, type IconName } from "./Icon";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly icon?: IconName;
  readonly kind?: "primary" | "plain" | "danger";
}

export function Button({ icon, kind, children, className, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} className={["button", kind, className].filter(Boolean).join(" ")}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

/** Shows an icon only; its label is for those who do not see it, and for the tooltip. */
export function IconButton({ icon, label, className, ...rest }: ButtonProps & { icon: IconName; label: string }) {
  return (
    <button
      type="button" {...rest} aria-label={label} title={label}
      className={["icon-button", className].filter(Boolean).join(" ")}
    >
      <Icon name={icon} />
    </button>
  );
}
