import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useWrite } from "../../api";
import { FormDialog, fieldError, notifyDone } from "../../components";
import { useForm } from "../../components/useForm";
import { useRequired } from "../../components/useRequired";
import { ReasonInput } from "./ReasonInput";
import type { RowDialogProps } from "./RowDialog";
import { useHolder } from "./useHolder";

/** Ends it before its time, which can't be taken back: the reason stays with it. */
export function CancelDialog({ row, opened, onClose }: RowDialogProps) {
  const { t } = useTranslation();
  const write = useWrite("subscriptionCancel");
  const form = useForm({ reason: "" });
  const required = useRequired(form.values, ["reason"]);
  const words = { product: row.product, customer: useHolder()(row) };

  const submit = async () => {
    if (!required.check()) return;
    await write.mutateAsync([row.id, form.values.reason]);
    notifyDone(t("subscriptions.cancel.done", words));
    onClose();
  };

  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      // Said in the dialog, from write.error.
      onSubmit={() => void submit().catch(() => undefined)}
      title={t("subscriptions.cancel.title", words)}
      submitLabel={t("subscriptions.cancel.submit")}
      cancelLabel={t("subscriptions.cancel.keep")}
      dirty={form.dirty}
      loading={write.isPending}
      error={write.error}
      fields={["reason"]}
      danger
      size="md"
    >
      <Text size="sm">{t("subscriptions.cancel.text")}</Text>
      <ReasonInput
        label={t("subscriptions.cancel.reason")}
        placeholder={t("subscriptions.cancel.placeholder")}
        value={form.values.reason}
        onChange={(reason) => form.set({ reason })}
        error={required.error("reason") ?? fieldError(write.error, "reason")}
        required
        autoFocus
      />
    </FormDialog>
  );
}
