import { useState } from "react";
import { ChangeServiceRequestState, CommentServiceRequest, type RequestDetail } from "documents/requests/requests";
import type { ServiceRequestState } from "documents/schema";
import { useMutation, useViewer } from "../api/hooks";
import { Button } from "../components/Button";
import { Card } from "../components/Card";
import { TextAreaField } from "../components/Field";
import { FaultNote } from "../components/PageState";
import { Time } from "../components/Time";
import { texts } from "../texts/texts";
import { personName, RequestBadge, states } from "./RequestBadge";

type Comment = RequestDetail["comments"]["nodes"][number];

interface ConversationProps {
  readonly row: RequestDetail;
  readonly comments: number;
  readonly onMore: () => void;
}

/** What was said, oldest first, and the place to answer. */
export function Conversation({ row, comments, onMore }: ConversationProps) {
  const { requests } = texts;
  const { nodes, totalCount } = row.comments;
  const me = useViewer().user.id;
  return (
    <Card title={requests.conversation}>
      <ol className="conversation">
        {nodes.map((comment, index) => <Said key={`${comment.createdAt} ${index}`} comment={comment} isMine={comment.user?.id === me} />)}
      </ol>
      {totalCount > nodes.length && <Button onClick={onMore}>{requests.more(totalCount - nodes.length)}</Button>}
      <Answer row={row} comments={comments} />
    </Card>
  );
}

function Said({ comment: { user, text, state, createdAt }, isMine }: { readonly comment: Comment; readonly isMine: boolean }) {
  return (
    <li className={text === null ? "said move" : isMine ? "said mine" : "said"}>
      <p className="said-by"><b>{personName(user)}</b> <Time at={createdAt} /></p>
      {text !== null && <p className="note-text">{text}</p>}
      {state && <p className="said-state">{texts.requests.becameLabel} <RequestBadge state={state} isBare /></p>}
    </li>
  );
}

function Answer({ row, comments }: { readonly row: RequestDetail; readonly comments: number }) {
  const { requests } = texts;
  const [text, setText] = useState("");
  const [isChecked, setChecked] = useState(false);
  const comment = useMutation(CommentServiceRequest);
  const change = useMutation(ChangeServiceRequestState);
  const fault = comment.fault ?? change.fault;
  const isSending = comment.isSending || change.isSending;
  const done = () => {
    setText("");
    setChecked(false);
  };
  const say = async () => {
    setChecked(true);
    change.reset();
    if (text.trim() !== "" && await comment.run({ input: { id: row.id, text: text.trim() }, comments })) done();
  };
  const move = async (state: ServiceRequestState) => {
    comment.reset();
    if (await change.run({ input: { id: row.id, state, text: text.trim() || null }, comments })) done();
  };
  return (
    <div className="stack answer-form">
      {fault && <FaultNote fault={fault} />}
      <TextAreaField label={requests.answer} rows={3} maxLength={4000} value={text} onValue={setText} hint={requests.answerHint}
        error={isChecked && text.trim() === "" ? texts.upkeep.missing : undefined} />
      <div className="answer-actions">
        <Button kind="primary" disabled={isSending} onClick={() => void say()}>{requests.comment}</Button>
        {states.filter((state) => state !== row.state).map((state) => (
          <Button key={state} disabled={isSending} onClick={() => void move(state)}>{requests.moves[state]}</Button>
        ))}
      </div>
    </div>
  );
}
