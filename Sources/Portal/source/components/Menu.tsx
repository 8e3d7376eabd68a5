import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from "react";
import { navigate } from "../router/address";
import { Icon, type IconName } from "./Icon";
import { Popover } from "./Popover";

export interface MenuItem {
  readonly text: string;
  readonly icon?: IconName;
  readonly href?: string;
  readonly onChoose?: () => void;
  readonly isDanger?: boolean;
  /** It is there, but not now: why. */
  readonly notNow?: string | undefined;
  readonly isChecked?: boolean;
  /** A line above it. */
  readonly isApart?: boolean;
}

interface MenuButtonProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** What the button shows; its label is read when that is only a picture. */
  readonly children: ReactNode;
  readonly className?: string;
  readonly align?: "start" | "end";
}

/** A button with a menu, as the ARIA practices have it: arrows move, letters jump, Enter chooses. */
export function MenuButton({ label, items, children, className = "button", align = "start" }: MenuButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        ref={button} type="button" className={className} aria-haspopup="menu" aria-expanded={isOpen} aria-label={label}
        title={className.includes("icon-button") ? label : undefined} aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        {children}
      </button>
      {isOpen && (
        <Popover anchor={button} align={align} onClose={() => setOpen(false)}>
          <MenuList id={id} label={label} items={items} anchor={button} onClose={() => setOpen(false)} />
        </Popover>
      )}
    </>
  );
}

interface MenuListProps {
  readonly id: string;
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly anchor: RefObject<HTMLElement>;
  readonly onClose: () => void;
}

function MenuList({ id, label, items, anchor, onClose }: MenuListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => focusItem(list.current, 0), []);
  const choose = (item: MenuItem) => {
    if (item.notNow !== undefined) return;
    onClose();
    anchor.current?.focus();
    item.onChoose?.();
    if (item.href) navigate(item.href);
  };
  const move = (event: KeyboardEvent) => {
    const elements = [...(list.current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
    const at = elements.indexOf(document.activeElement as HTMLElement);
    const next = nextItem(event, at, items);
    if (next === undefined) return;
    event.preventDefault();
    elements[next]?.focus();
  };
  return (
    <div id={id} className="menu" role="menu" aria-label={label} ref={list} onKeyDown={(event) => {
      if (event.key === "Tab") onClose();
      else move(event);
    }}>
      {items.map((item, index) => (
        <button
          key={item.text} type="button" tabIndex={index === 0 ? 0 : -1} title={item.notNow}
          role={item.isChecked === undefined ? "menuitem" : "menuitemradio"} aria-checked={item.isChecked}
          aria-disabled={item.notNow !== undefined}
          className={["menu-item", item.isDanger && "danger", item.isApart && "apart"].filter(Boolean).join(" ")}
          onClick={() => choose(item)}
        >
          {item.icon && <Icon name={item.icon} />}
          <span>{item.text}{item.notNow && <span className="hint">{item.notNow}</span>}</span>
          {item.isChecked && <Icon name="check" />}
        </button>
      ))}
    </div>
  );
}

function focusItem(list: HTMLElement | null, index: number): void {
  list?.querySelectorAll<HTMLElement>("[role^=menuitem]")[index]?.focus();
}

function nextItem(event: KeyboardEvent, at: number, items: readonly MenuItem[]): number | undefined {
  const { key } = event;
  if (key === "ArrowDown") return (at + 1) % items.length;
  if (key === "ArrowUp") return (at + items.length - 1) % items.length;
  if (key === "Home") return 0;
  if (key === "End") return items.length - 1;
  if (key.length !== 1 || event.ctrlKey || event.metaKey || key === " ") return undefined;
  const begins = (index: number) => items[index]?.text.toLowerCase().startsWith(key.toLowerCase());
  const order = items.map((_, index) => (at + 1 + index) % items.length);
  return order.find(begins);
}
