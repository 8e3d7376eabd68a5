import { useEffect, useMemo, useRef, type ReactNode } from "react";
import {
  isRequired, namedName, referenceText, type EnumValue, type FieldDefinition, type InputValue, type NamedType,
  type Schema, type TypeReference,
} from "../graphql/schema";
import { texts } from "./texts/texts";
import { usesOf, type DocsPlace } from "./docsIndex";

interface DocsTypeProps {
  readonly schema: Schema;
  readonly type: NamedType;
  readonly member: string | undefined;
  readonly onOpen: (place: DocsPlace) => void;
}

/** One type with everything that the schema says of it. */
export function DocsType({ schema, type, member, onOpen }: DocsTypeProps) {
  const uses = useMemo(() => usesOf(schema, type.name), [schema, type]);
  return (
    <>
      <p className="docs-kind">{texts.docs.kinds[type.kind]}</p>
      <Description text={type.description} />
      {type.isOneOf && <p className="description">{texts.docs.oneOf}</p>}
      {type.specifiedByURL && (
        <p><a href={type.specifiedByURL} rel="noreferrer noopener" target="_blank">{texts.docs.specified}</a></p>
      )}
      <Names title={texts.docs.implements} types={type.interfaces} onOpen={onOpen} />
      <Names title={texts.docs.possible} types={type.possibleTypes} onOpen={onOpen} />
      <Section title={texts.docs.fields} items={type.fields} member={member} render={(field: FieldDefinition) => (
        <>
          <Signature name={field.name} type={field.type} onOpen={onOpen} />
          <Description text={field.description} />
          <Deprecation of={field} />
          {field.args.length > 0 && (
            <ul className="docs-arguments" aria-label={texts.docs.arguments}>
              {field.args.map((argument) => <li key={argument.name}><Input input={argument} onOpen={onOpen} /></li>)}
            </ul>
          )}
        </>
      )} />
      <Section title={texts.docs.inputFields} items={type.inputFields} member={member}
        render={(field: InputValue) => <Input input={field} onOpen={onOpen} />} />
      <Section title={texts.docs.values} items={type.enumValues} member={member} render={(value: EnumValue) => (
        <>
          <code className="docs-name">{value.name}</code>
          <Description text={value.description} />
          <Deprecation of={value} />
        </>
      )} />
      {uses.length > 0 && (
        <>
          <h3>{texts.docs.usedBy}</h3>
          <ul className="docs-list">
            {uses.map(({ label, description: _, ...place }) => (
              <li key={label}><button type="button" className="link" onClick={() => onOpen(place)}>{label}</button></li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

interface SectionProps<Item> {
  readonly title: string;
  readonly items: readonly Item[] | null | undefined;
  readonly member: string | undefined;
  readonly render: (item: Item) => ReactNode;
}

function Section<Item extends { readonly name: string }>({ title, items, member, render }: SectionProps<Item>) {
  const meant = useRef<HTMLLIElement>(null);
  useEffect(() => {
    meant.current?.scrollIntoView({ block: "center" });
    meant.current?.focus({ preventScroll: true });
  }, []);
  if (!items || items.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul className="docs-members">
        {items.map((item) => (
          <li key={item.name} {...(item.name === member && { ref: meant, tabIndex: -1, className: "meant" })}>
            {render(item)}
          </li>
        ))}
      </ul>
    </>
  );
}

function Names({ title, types, onOpen }: {
  title: string; types: readonly TypeReference[] | null | undefined; onOpen: DocsTypeProps["onOpen"];
}) {
  if (!types || types.length === 0) return null;
  return (
    <p className="docs-names">
      <span>{title}</span>
      {types.map((type) => <TypeLink key={type.name} type={type} onOpen={onOpen} />)}
    </p>
  );
}

function Signature({ name, type, onOpen }: { name: string; type: TypeReference; onOpen: DocsTypeProps["onOpen"] }) {
  return (
    <p className="docs-signature">
      <code className="docs-name">{name}</code>
      <TypeLink type={type} onOpen={onOpen} />
    </p>
  );
}

function Input({ input, onOpen }: { input: InputValue; onOpen: DocsTypeProps["onOpen"] }) {
  return (
    <>
      <p className="docs-signature">
        <code className="docs-name">{input.name}</code>
        <TypeLink type={input.type} onOpen={onOpen} />
        {isRequired(input) && <span className="docs-kind">{texts.docs.required}</span>}
        {input.defaultValue && <code className="docs-kind">{texts.docs.default(input.defaultValue)}</code>}
      </p>
      <Description text={input.description} />
      <Deprecation of={input} />
    </>
  );
}

function TypeLink({ type, onOpen }: { type: TypeReference; onOpen: DocsTypeProps["onOpen"] }) {
  const name = namedName(type);
  return (
    <button type="button" className="link type-link" onClick={() => name && onOpen({ type: name })}>
      {referenceText(type)}
    </button>
  );
}

function Description({ text }: { text: string | null | undefined }) {
  return text ? <p className="description">{text}</p> : null;
}

function Deprecation({ of: { isDeprecated, deprecationReason } }: { of: EnumValue }) {
  if (!isDeprecated) return null;
  return (
    <p className="docs-deprecation">
      {deprecationReason ? texts.docs.deprecatedBecause(deprecationReason) : texts.docs.deprecated}
    </p>
  );
}
