import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type CancelInput, newKey, type Sale, type SaleLine, useWrite } from "../../api";
import { FormDialog, fieldError, notifyDone } from "../../components";
import { ownDirection } from "../../components/typed";
import { useForm } from "../../components/useForm";
import { isolate, isZero } from "../../format";
import { type CancelChoices, Choices } from "./CancelChoices";
import { CancelConsequences } from "./CancelConsequences";

/** How the dialog names what is chosen: the sale, one line of it, or some. */
function useWords({ number }: Sale, lines: readonly SaleLine[], chosen: CancelChoices["lines"]) {
  const { t } = useTranslation();
  const [only] = lines.filter(({ id }) => chosen.includes(id));
  const some = chosen.length !== 0 && chosen.length !== lines.length;
  const words = {
    number: isolate(number),
    product: only ? isolate(only.product) : "",
    count: chosen.length,
  };
  const of = !some ? "sale" : chosen.length === 1 ? "line" : "lines";
  return {
    title: t(`sales.cancel.${of}.title`, words),
    submit: t(`sales.cancel.${of}.submit`, words),
    keep: t(`sales.cancel.${some ? "keepLines" : "keep"}`),
    done: t(`sales.cancel.${of}.done`, words),
  };
}

export function CancelDialog({ sale, onClose }: { sale: Sale; onClose: () => void }) {
  const { t } = useTranslation();
  const write = useWrite("saleCancel");
  // As it was opened: once some are cancelled they stand no more, and what was done is still said of them.
  const [lines] = useState(() =>
    sale.lines.filter(({ kind, returned }) => kind === "sale" && !returned),
  );
  const [key] = useState(newKey);
  const { values, set, dirty } = useForm<CancelChoices & { reason: string }>({
    lines: lines.map(({ id }) => id),
    credit: "returned",
    keep_money: false,
    method_id: null,
    reason: "",
  });
  const words = useWords(sale, lines, values.lines);
  const whole = values.lines.length === lines.length;
  const input: CancelInput = { ...values, lines: whole ? [] : [...values.lines] };

  const submit = async () => {
    try {
      await write.mutateAsync([key, sale.id, input]);
      notifyDone(words.done);
      onClose();
    } catch {
      // Said in the dialog, from write.error.
    }
  };

  return (
    <FormDialog
      opened
      onClose={onClose}
      onSubmit={() => void submit()}
      title={words.title}
      submitLabel={words.submit}
      cancelLabel={words.keep}
      dirty={dirty}
      loading={write.isPending}
      submitDisabled={values.lines.length === 0}
      error={write.error}
      fields={["reason"]}
      danger
      data-testid="cancel-dialog"
    >
      <Choices sale={sale} lines={lines} value={values} onChange={set} />
      <CancelConsequences
        sale={sale.id}
        paid={!isZero(sale.paid)}
        // Why it is cancelled changes nothing of what it does.
        input={values.lines.length === 0 ? null : { ...input, reason: "" }}
        refused={write.error !== null}
      />
      <Textarea
        label={t("sales.cancel.reason")}
        placeholder={t("sales.cancel.reasonPlaceholder")}
        required
        autosize
        minRows={2}
        {...ownDirection(values.reason)}
        value={values.reason}
        onChange={(event) => set({ reason: event.currentTarget.value })}
        onKeyDown={(event) => {
          // A reason is one sentence: Enter submits, as everywhere; Shift+Enter breaks the line.
          if (event.key !== "Enter" || event.shiftKey) return;
          event.preventDefault();
          event.currentTarget.form?.requestSubmit();
        }}
        error={fieldError(write.error, "reason")}
        data-autofocus
        data-testid="cancel-reason"
      />
    </FormDialog>
  );
}
