import { useRef, useState, type DragEvent, type KeyboardEvent } from "react";
import { IconButton } from "../components/Button";
import { Icon } from "../components/Icon";
import { Popover } from "../components/Popover";
import { Switch } from "../components/Field";
import { texts } from "../texts/texts";
import { standardLayout, type Column, type Layout } from "./columns";

interface GearProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly layout: Layout;
  readonly onChange: (layout: Layout) => void;
}

/** Which columns are shown, and in what order. */
export function ColumnGear<Row>({ columns, layout, onChange }: GearProps<Row>) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const hidden = columns.filter(({ id }) => !layout.shown.includes(id)).map(({ id }) => id);
  return (
    <>
      <button
        ref={button} type="button" className="icon-button bordered" aria-expanded={isOpen} aria-haspopup="dialog"
        aria-label={texts.table.columns} title={texts.table.columns} onClick={() => setOpen(!isOpen)}
      >
        <Icon name="columns" />
      </button>
      {isOpen && (
        <Popover anchor={button} align="end" isSheet onClose={() => setOpen(false)}>
          <div className="gear" role="dialog" aria-label={texts.table.columns}>
            <div className="gear-head">
              <h2>{texts.table.columns}</h2>
              <IconButton icon="close" label={texts.close} autoFocus onClick={() => {
                setOpen(false);
                button.current?.focus();
              }} />
            </div>
            <ColumnList columns={columns} order={[...layout.shown, ...hidden]} layout={layout} onChange={onChange} />
            <Switch label={texts.table.compact} isOn={layout.isCompact}
              onChange={(isCompact) => onChange({ ...layout, isCompact })} />
            <div className="gear-foot">
              <button type="button" className="link" onClick={() => onChange(standardLayout(columns))}>
                {texts.table.reset}
              </button>
              <span className="hint">{texts.table.kept}</span>
            </div>
          </div>
        </Popover>
      )}
    </>
  );
}

function ColumnList<Row>({ columns, order, layout, onChange }: GearProps<Row> & { readonly order: readonly string[] }) {
  const [dragged, setDragged] = useState<string>();
  const show = (id: string, isShown: boolean) => onChange({
    ...layout, shown: isShown ? [...layout.shown, id] : layout.shown.filter((each) => each !== id),
  });
  const move = (id: string, to: number) => {
    const names = columns.filter(({ isName }) => isName).length;
    const rest = layout.shown.filter((each) => each !== id);
    rest.splice(Math.max(names, Math.min(rest.length, to)), 0, id);
    onChange({ ...layout, shown: rest });
  };
  return (
    <ul className="gear-list">
      {order.map((id) => {
        const column = columns.find((each) => each.id === id);
        if (!column) return null;
        const at = layout.shown.indexOf(id);
        return (
          <GearItem
            key={id} label={column.label} isName={column.isName ?? false} isShown={at >= 0}
            isDragged={dragged === id} onShow={(isShown) => show(id, isShown)} onMove={(by) => move(id, at + by)}
            onDragStart={() => setDragged(id)} onDragEnd={() => setDragged(undefined)}
            onDragOver={(event) => {
              event.preventDefault();
              if (dragged && dragged !== id && at >= 0) move(dragged, at);
            }}
          />
        );
      })}
    </ul>
  );
}

interface GearItemProps {
  readonly label: string;
  readonly isName: boolean;
  readonly isShown: boolean;
  readonly isDragged: boolean;
  readonly onShow: (isShown: boolean) => void;
  readonly onMove: (by: number) => void;
  readonly onDragStart: () => void;
  readonly onDragEnd: () => void;
  readonly onDragOver: (event: DragEvent) => void;
}

function GearItem({ label, isName, isShown, isDragged, onShow, onMove, ...dragging }: GearItemProps) {
  const keys = (event: KeyboardEvent) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    onMove(event.key === "ArrowUp" ? -1 : 1);
  };
  const canMove = isShown && !isName;
  return (
    <li className={isDragged ? "dragged" : ""} draggable={canMove} {...dragging}>
      <label className="check">
        <input type="checkbox" checked={isShown} disabled={isName} onChange={(event) => onShow(event.target.checked)} />
        <span>{label}{isName && <span className="hint"> {texts.table.always}</span>}</span>
      </label>
      {canMove && (
        <button type="button" className="grip" aria-label={texts.table.move(label)} title={texts.table.moveHint} onKeyDown={keys}>
          <Icon name="grip" />
        </button>
      )}
    </li>
  );
}
