import { useEffect, useState } from "react";
import { DeleteStationPictures, StationPictures, type StationPicturesData } from "documents/pictures/pictures";
import type { StationDetail } from "documents/stations/station";
import { useQuery } from "../api/hooks";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { Card } from "../components/Card";
import { DeleteDialog } from "../components/DeleteDialog";
import { Note } from "../components/Note";
import { FaultNote } from "../components/PageState";
import { Time } from "../components/Time";
import { texts } from "../texts/texts";
import { AddPicture } from "./AddPicture";
import { DescribeDialog } from "./DescribeDialog";

const most = 2;

type Picture = NonNullable<StationPicturesData["station"]>["pictures"][number];

/** What a station looks like where it stands. */
export function PicturesTab({ station: { id } }: { station: StationDetail }) {
  const { pictures: words } = texts;
  const query = useQuery(StationPictures, { id });
  const pictures = query.data?.station?.pictures;
  const [asked, setAsked] = useState<{ picture: Picture; what: "describe" | "delete" }>();
  const again = () => void query.refetch();
  const close = () => setAsked(undefined);
  const mayChange = session.may("CHANGE_STATION");
  return (
    <div className="stack">
      <p className="lead">{words.lead}</p>
      {query.fault && <FaultNote fault={query.fault} onRetry={again} />}
      {!pictures && !query.fault && <div className="page-loading" aria-busy="true" />}
      {pictures?.length === 0 && <p className="lead">{words.none}</p>}
      {pictures && pictures.length > 0 && (
        <div className="pictures">
          {pictures.map((picture) => (
            <Card key={picture.id} title={picture.alternativeText} isFlush>
              <Shown picture={picture} />
              <p className="picture-foot hint">
                <span><Time at={picture.createdAt} />{picture.uploadedBy && ` · ${words.by(picture.uploadedBy.email)}`}</span>
                {mayChange && (
                  <span className="row">
                    <Button className="small" onClick={() => setAsked({ picture, what: "describe" })}>{words.describe}</Button>
                    <Button className="small" onClick={() => setAsked({ picture, what: "delete" })}>{words.remove}</Button>
                  </span>
                )}
              </p>
            </Card>
          ))}
        </div>
      )}
      {mayChange && pictures && (pictures.length < most ? <AddPicture station={id} onDone={again} /> : <Note kind="info">{words.full}</Note>)}
      {asked?.what === "describe" && <DescribeDialog picture={asked.picture} onClose={close} />}
      {asked?.what === "delete" && (
        <DeleteDialog
          document={DeleteStationPictures} ids={[asked.picture.id]} title={words.remove} action={words.remove} done={words.removed}
          onClose={close} onDone={again}
        >
          <p>{words.removeBody}</p>
        </DeleteDialog>
      )}
    </div>
  );
}

function Shown({ picture: { id, alternativeText, width, height } }: { picture: Picture }) {
  const [hasFailed, setFailed] = useState(false);
  const source = useSource(`/files/pictures/${encodeURIComponent(id)}`, () => setFailed(true));
  if (hasFailed) return <div className="picture-frame"><Note kind="danger">{texts.pictures.unseen}</Note></div>;
  return (
    <div className="picture-frame">
      {source && <img src={source} alt={alternativeText} width={width} height={height} onError={() => setFailed(true)} />}
    </div>
  );
}

/** The browser fetches a picture itself with its cookie; who is signed in by a token fetches it here. */
function useSource(address: string, onFailure: () => void): string | undefined {
  const isByToken = session.state.kind === "signedIn" && session.state.by === "token";
  const [fetched, setFetched] = useState<string>();
  useEffect(() => {
    if (!isByToken) return;
    const abort = new AbortController();
    const reader = new FileReader();
    reader.onload = () => setFetched(String(reader.result));
    session.client?.fetchFile(address, abort.signal)
      .then(async (response) => response.ok ? reader.readAsDataURL(await response.blob()) : onFailure())
      .catch(() => abort.signal.aborted || onFailure());
    return () => abort.abort();
  }, [address, isByToken]);
  return isByToken ? fetched : address;
}
