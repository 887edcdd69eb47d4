import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type Id, useWrite } from "../api";
import { FormDialog } from "./dialogs";
import { fieldError } from "./errors";
import { notifyDone } from "./notify";
import { ReasonInput } from "./ReasonInput";
import { useForm } from "./useForm";
import { useRequired } from "./useRequired";

type ReasonDialogProps = {
  command: "codeWithdraw" | "subscriptionCancel";
  /** Of what it is about. */
  id: Id;
  /** Where its texts are: title, text, reason, placeholder, submit and done. */
  texts: "codes.withdraw" | "subscriptions.cancel";
  /** Put into its title and into what is said once it is done. */
  words: Record<string, string>;
  /** Where "Cancel" could be taken for the deed itself. */
  cancelLabel?: string;
  opened: boolean;
  onClose: () => void;
};

/** Ends something before its time, which can't be taken back: the reason stays with it. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { command, id, texts, words, opened, onClose } = props;
  const { t } = useTranslation();
  const write = useWrite(command);
  const form = useForm({ reason: "" });
  const required = useRequired(form.values, ["reason"]);

  const submit = async () => {
    if (!required.check()) return;
    await write.mutateAsync([id, form.values.reason]);
    notifyDone(t(`${texts}.done`, words));
    onClose();
  };

  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      // Said in the dialog, from write.error.
      onSubmit={() => void submit().catch(() => undefined)}
      title={t(`${texts}.title`, words)}
      submitLabel={t(`${texts}.submit`)}
      cancelLabel={props.cancelLabel}
      dirty={form.dirty}
      loading={write.isPending}
      error={write.error}
      fields={["reason"]}
      danger
      size="md"
    >
      <Text size="sm">{t(`${texts}.text`)}</Text>
      <ReasonInput
        label={t(`${texts}.reason`)}
        placeholder={t(`${texts}.placeholder`)}
        value={form.values.reason}
        onChange={(reason) => form.set({ reason })}
        error={required.error("reason") ?? fieldError(write.error, "reason")}
        required
        autoFocus
      />
    </FormDialog>
  );
}
