import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type CodeRow, useWrite } from "../../api";
import { FormDialog, fieldError, notifyDone } from "../../components";
import { useForm } from "../../components/useForm";
import { useRequired } from "../../components/useRequired";
import { isolate } from "../../format";
import { ReasonInput } from "../subscriptions/ReasonInput";

export type CodeDialogProps = { row: CodeRow; opened: boolean; onClose: () => void };

/** Takes a free code out of stock, which can't be taken back: the reason stays with it. */
export function WithdrawDialog({ row, opened, onClose }: CodeDialogProps) {
  const { t } = useTranslation();
  const write = useWrite("codeWithdraw");
  const form = useForm({ reason: "" });
  const required = useRequired(form.values, ["reason"]);
  const words = { code: isolate(row.masked) };

  const submit = async () => {
    if (!required.check()) return;
    await write.mutateAsync([row.id, form.values.reason]);
    notifyDone(t("codes.withdraw.done", words));
    onClose();
  };

  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      // Said in the dialog, from write.error.
      onSubmit={() => void submit().catch(() => undefined)}
      title={t("codes.withdraw.title", words)}
      submitLabel={t("codes.withdraw.submit")}
      dirty={form.dirty}
      loading={write.isPending}
      error={write.error}
      fields={["reason"]}
      danger
      size="md"
    >
      <Text size="sm">{t("codes.withdraw.text")}</Text>
      <ReasonInput
        label={t("codes.withdraw.reason")}
        placeholder={t("codes.withdraw.placeholder")}
        value={form.values.reason}
        onChange={(reason) => form.set({ reason })}
        error={required.error("reason") ?? fieldError(write.error, "reason")}
        required
        autoFocus
      />
    </FormDialog>
  );
}
