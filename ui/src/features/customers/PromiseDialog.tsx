import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type Customer, type Promise as Promised, useWrite } from "../../api";
import { DayInput, FormDialog, fieldError, isDay, notifyDone } from "../../components";
import { ownDirection } from "../../components/typed";
import { useForm } from "../../components/useForm";
import { useOnce } from "../../components/useOnce";
import { useRequired } from "../../components/useRequired";
import { formatDay, isolate } from "../../format";

type Props = {
  customer: Customer;
  promise: Promised | null;
  opened: boolean;
  onClose: () => void;
};

/** The day on which a customer says that he will pay. */
export function PromiseDialog({ customer, promise, opened, onClose }: Props) {
  const { t } = useTranslation();
  const write = useWrite("customerPromiseSet");
  const once = useOnce();
  const form = useForm({ day: promise?.promised_on ?? null, note: promise?.note ?? "" });
  const { day, note } = form.values;
  const required = useRequired(form.values, ["day"]);

  function change(changed: Partial<typeof form.values>) {
    write.reset();
    form.set(changed);
  }

  async function submit() {
    if (!required.check() || !isDay(day)) return;
    await once(async () => {
      await write.mutateAsync([customer.id, day, note]);
      const shown = isolate(formatDay(day));
      notifyDone(t("customers.promise.done", { name: customer.name, day: shown }));
      onClose();
    });
  }

  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      onSubmit={() => void submit()}
      title={t("customers.promise.title", { name: customer.name })}
      submitLabel={t("customers.promise.submit")}
      dirty={form.dirty}
      loading={write.isPending}
      error={write.error}
      fields={["date", "note"]}
      size="md"
      data-testid="promise-dialog"
    >
      <DayInput
        label={t("customers.promise.day")}
        value={day}
        onChange={(day) => change({ day })}
        error={required.error("day") ?? fieldError(write.error, "date")}
        required
        data-autofocus
        data-testid="promise-day"
      />
      <TextInput
        label={t("customers.promise.note")}
        {...ownDirection(note)}
        value={note}
        onChange={(event) => change({ note: event.currentTarget.value })}
        error={fieldError(write.error, "note")}
        placeholder={t("platforms.form.optional")}
        autoComplete="off"
      />
    </FormDialog>
  );
}
