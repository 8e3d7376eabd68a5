import { useMemo } from "react";
import { PageHead } from "../components/PageHead";
import { toast } from "../components/toasts";
import { navigate, useParameters } from "../router/address";
import { texts } from "../texts/texts";
import { draftOf, TagForm } from "./TagForm";
import { tagHref } from "./tagColumns";

/** A card that somebody holds, or a tag that only the portal and programs use. */
export default function NewTagPage() {
  const { tags } = texts;
  const [parameters] = useParameters();
  const tapped = parameters.get("tag") ?? "";
  const start = useMemo(() => draftOf(undefined, tapped), [tapped]);
  return (
    <>
      <PageHead title={tags.add} lead={tags.addLead} crumbs={[{ text: tags.title, href: "/tags" }, { text: tags.add }]} />
      <TagForm start={start} onSaved={({ id, idTag }) => {
        toast("done", tags.added(idTag));
        navigate(tagHref(id));
      }} />
    </>
  );
}
