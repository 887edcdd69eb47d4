import { useTranslation } from "react-i18next";
import { type BoardRow, useReadIf, useWrite } from "../../api";
import { ErrorNotice } from "../../components";
import { MessageDialog } from "../../components/MessageDialog";
import { CancelDialog } from "./CancelDialog";
import { HistoryDialog } from "./HistoryDialog";
import { PauseDialog } from "./PauseDialog";
import { RenewDialog } from "./RenewDialog";
import { ResumeDialog } from "./ResumeDialog";
import { TransferDialog } from "./TransferDialog";
import { useHolder } from "./useHolder";

/** What can be done with one subscription. */
export type Act = "renew" | "message" | "pause" | "resume" | "transfer" | "cancel" | "history";

export type Asked = { kind: Act; row: BoardRow };

export type RowDialogProps = { row: BoardRow; opened: boolean; onClose: () => void };

const DIALOGS = {
  renew: RenewDialog,
  message: TellDialog,
  pause: PauseDialog,
  resume: ResumeDialog,
  transfer: TransferDialog,
  cancel: CancelDialog,
  history: HistoryDialog,
} as const;

type Props = { asked: Asked; opened: boolean; onClose: () => void };

export function RowDialog({ asked, opened, onClose }: Props) {
  const Dialog = DIALOGS[asked.kind];
  return <Dialog row={asked.row} opened={opened} onClose={onClose} />;
}

/** The message to its holder; that he was told is remembered once it has left. */
function TellDialog({ row, opened, onClose }: RowDialogProps) {
  const { t } = useTranslation();
  const told = useWrite("subscriptionTold");
  const customer = useHolder()(row);
  return (
    <>
      {/* The message has left all the same, and its dialog with it. */}
      <ErrorNotice error={told.error} />
      <MessageDialog
        opened={opened}
        onClose={onClose}
        title={t("subscriptions.messageTo", { customer })}
        query={useReadIf(opened, "subscriptions", "subscriptionMessage", row.id)}
        onSent={() => told.mutate([row.id])}
      />
    </>
  );
}
