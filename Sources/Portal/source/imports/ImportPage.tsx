import { session } from "../api/session";
import { Button } from "../components/Button";
import { Card } from "../components/Card";
import { Field } from "../components/Field";
import { Note } from "../components/Note";
import { PageHead } from "../components/PageHead";
import { FaultNote, PageNotFound } from "../components/PageState";
import { saveFile } from "../components/saveFile";
import { toast } from "../components/toasts";
import { UploadProgress } from "../components/UploadProgress";
import { Link } from "../router/Link";
import { useParameters } from "../router/address";
import { ExportButton } from "../table/ExportButton";
import { texts } from "../texts/texts";
import { reportFile, type ImportTarget, type Report } from "./report";
import { ReportTable } from "./ReportTable";
import { useImport, type Import } from "./useImport";

export const TagImportPage = () => <ImportPage target="tags" />;
export const StationImportPage = () => <ImportPage target="stations" />;

/** A file of tags or stations: first what each of its rows would do, then the import. */
function ImportPage({ target }: { readonly target: ImportTarget }) {
  const { imports } = texts;
  const [, set] = useParameters();
  const list = useImport(target, (report) => toast("done", imports.imported(willChange(report))));
  const { work, fault, report } = list;
  if (!session.may(target === "tags" ? "CHANGE_TAG" : "CHANGE_STATION")) return <PageNotFound />;
  const home = target === "tags" ? texts.tags.title : texts.stations.title;
  return (
    <>
      <PageHead title={imports.titles[target]} lead={imports.lead} crumbs={[{ text: home, href: `/${target}` }, { text: imports.titles[target] }]}
        actions={<ExportButton table={target} parameters={new URLSearchParams()} />} />
      <Card title={imports.file}>
        <div className="stack">
          <FileField target={target} list={list} onFile={(file) => {
            set({ outcome: undefined, p: undefined, after: undefined }, "replace");
            list.choose(file);
          }} />
          {work && <UploadProgress label={imports.titles[target]} share={work.share} whenSent={work.mode === "check" ? imports.checking : imports.importing} />}
          {fault && <Trouble list={list} />}
          {report && !work && !fault && <Verdict report={report} send={list.send} href={`/${target}`} />}
        </div>
      </Card>
      {report && <ReportTable report={report} target={target} onRefresh={() => list.send("check")} />}
    </>
  );
}

function FileField({ target, list: { work, fileName }, onFile }: {
  readonly target: ImportTarget;
  readonly list: Import;
  readonly onFile: (file: File) => void;
}) {
  const { imports } = texts;
  return (
    <Field label={imports.choose} hint={`${imports.keys[target]} ${imports.rules}`}>
      {(describing) => (
        <input type="file" accept=".csv,.xlsx" {...describing} disabled={work !== undefined && work.mode !== "check"} title={fileName}
          // So that the same file can be chosen again once it was mended.
          onClick={(event) => { event.currentTarget.value = ""; }}
          onChange={({ target: { files } }) => files?.[0] && onFile(files[0])} />
      )}
    </Field>
  );
}

/** What could not be read or sent, and what to do now. */
function Trouble({ list: { fault, fileName, send } }: { readonly list: Import }) {
  const { imports } = texts;
  if (!fault) return null;
  if (fault.code === "BAD_USER_INPUT" || fault.code === "LIMIT_EXCEEDED") {
    return (
      <Note kind="danger" isAlert>
        <span>{fault.message}</span>
        <span>{imports.mend}</span>
      </Note>
    );
  }
  return <FaultNote fault={fault} {...(fileName !== undefined && { onRetry: () => send("check") })} />;
}

const willChange = ({ counts }: Report) => counts.NEW + counts.CHANGED;

function Verdict({ report, send, href }: { readonly report: Report; readonly send: Import["send"]; readonly href: string }) {
  const { imports } = texts;
  const { REFUSED: refused } = report.counts;
  const count = willChange(report);
  if (report.applied) {
    return (
      <Note kind="success" isAlert>
        <span>{imports.imported(count)} {refused > 0 && imports.leftOut(refused)}</span>
        <span><Link className="button small" href={href}>{imports.toList}</Link></span>
      </Note>
    );
  }
  return (
    <>
      {!report.dryRun && <Note kind="danger" isAlert>{imports.changedMeanwhile}</Note>}
      {refused > 0 && <Note kind="warning" isAlert>{imports.refused(refused)}</Note>}
      {refused === 0 && count === 0 && <Note kind="info" isAlert>{imports.nothing}</Note>}
      {report.ignoredColumns.length > 0 && <p className="hint">{imports.ignored(report.ignoredColumns.join(", "))}</p>}
      <div className="answer-actions">
        {count > 0 && (refused > 0
          ? <Button icon="upload" onClick={() => send("rest")}>{imports.importRest(count)}</Button>
          : <Button kind="primary" icon="upload" onClick={() => send("whole")}>{imports.importRows(count)}</Button>)}
        <Button icon="download" onClick={() => saveFile(reportFile(report), "import-report.csv")}>{imports.saveReport}</Button>
      </div>
    </>
  );
}
