import { Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWrite } from "../../api";
import { FormDialog, fieldError, notifyDone } from "../../components";
import { ReasonInput } from "../../components/ReasonInput";
import type { RowDialogProps } from "./RowDialog";
import { useHolder } from "./useHolder";

export function PauseDialog({ row, opened, onClose }: RowDialogProps) {
  const { t } = useTranslation();
  const write = useWrite("subscriptionPause");
  const [reason, setReason] = useState("");
  const { product } = row;
  const customer = useHolder()(row);

  const submit = async () => {
    await write.mutateAsync([row.id, reason]);
    notifyDone(t("subscriptions.pause.done", { product }));
    onClose();
  };

  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      // Said in the dialog, from write.error.
      onSubmit={() => void submit().catch(() => undefined)}
      title={t("subscriptions.pause.title", { product })}
      submitLabel={t("subscriptions.pause.submit")}
      dirty={reason.trim() !== ""}
      loading={write.isPending}
      error={write.error}
      fields={["reason"]}
      size="md"
    >
      <Text size="sm">{t("subscriptions.pause.text", { customer })}</Text>
      <ReasonInput
        label={t("subscriptions.pause.reason")}
        placeholder={t("subscriptions.pause.placeholder")}
        value={reason}
        onChange={setReason}
        error={fieldError(write.error, "reason")}
        autoFocus
      />
    </FormDialog>
  );
}
