import { useEffect, useRef, useState } from "react";
import { Fault } from "../api/fault";
import { texts } from "../texts/texts";
import { largestFile, sendList, type ImportMode, type ImportTarget, type Report } from "./report";

interface Work {
  readonly mode: ImportMode;
  readonly share: number;
}

export interface Import {
  readonly fileName: string | undefined;
  readonly report: Report | undefined;
  readonly work: Work | undefined;
  readonly fault: Fault | undefined;
  readonly choose: (file: File) => void;
  readonly send: (mode: ImportMode) => void;
}

/** A file is kept as it was when it was chosen, so that what is imported is what was checked. */
export function useImport(target: ImportTarget, onDone: (report: Report) => void): Import {
  const [file, setFile] = useState<{ readonly name: string; readonly content: Blob }>();
  const [report, setReport] = useState<Report>();
  const [work, setWork] = useState<Work>();
  const [fault, setFault] = useState<Fault>();
  const checking = useRef<AbortController>();
  useEffect(() => () => checking.current?.abort(), []);

  const run = async (content: Blob, mode: ImportMode) => {
    checking.current?.abort();
    const abort = new AbortController();
    // An import goes on when the page is left; a check has no use then.
    checking.current = mode === "check" ? abort : undefined;
    setFault(undefined);
    setWork({ mode, share: 0 });
    try {
      const next = await sendList(target, content, mode, (share) => setWork({ mode, share }), abort.signal);
      if (abort.signal.aborted) return;
      setReport(next);
      if (next.applied) onDone(next);
    } catch (error) {
      if (abort.signal.aborted) return;
      setFault(error instanceof Fault ? error : new Fault("INTERNAL", ""));
    }
    setWork(undefined);
  };
  const choose = async (chosen: File) => {
    setReport(undefined);
    setFile(undefined);
    if (chosen.size > largestFile) return setFault(new Fault("LIMIT_EXCEEDED", texts.imports.tooLarge));
    let content: Blob;
    try {
      content = new Blob([await chosen.arrayBuffer()]);
    } catch {
      return setFault(new Fault("BAD_USER_INPUT", texts.imports.unreadable));
    }
    setFile({ name: chosen.name, content });
    await run(content, "check");
  };
  return {
    fileName: file?.name, report, work, fault, choose: (chosen) => void choose(chosen),
    send: (mode) => file && void run(file.content, mode),
  };
}
