import type { CodeRow } from "../../api";
import { ReasonDialog } from "../../components/ReasonDialog";
import { isolate } from "../../format";

export type CodeDialogProps = { row: CodeRow; opened: boolean; onClose: () => void };

/** Takes a free code out of stock. */
export function WithdrawDialog({ row, ...dialog }: CodeDialogProps) {
  return (
    <ReasonDialog
      {...dialog}
      command="codeWithdraw"
      id={row.id}
      texts="codes.withdraw"
      words={{ code: isolate(row.masked) }}
    />
  );
}
