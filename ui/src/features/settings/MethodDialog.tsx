import { SimpleGrid, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type Method, useWrite } from "../../api";
import { useLanguage } from "../../app/i18n";
import { FormDialog, fieldError, MoneyInput, notifyDone } from "../../components";
import { asTyped, ownDirection } from "../../components/typed";
import { useForm } from "../../components/useForm";
import { useOnce } from "../../components/useOnce";
import { useRequired } from "../../components/useRequired";
import { isZero } from "../../format";
import { useMethodName } from "../sales/methods";

const FIELDS = ["name", "fee_rate"];

type Props = { method: Method | null; opened: boolean; onClose: () => void };

/** A new way to pay, or another name and fee for one that exists: for what is paid from now on. */
export function MethodDialog({ method, opened, onClose }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const nameOf = useMethodName();
  const add = useWrite("methodAdd");
  const update = useWrite("methodUpdate");
  const write = method ? update : add;
  const once = useOnce();
  const form = useForm({
    name: method?.name ?? "",
    fee_rate: method && !isZero(method.fee_rate) ? asTyped(method.fee_rate, language) : "",
  });
  const { values } = form;
  // Those that the program comes with have a name of their own in each language.
  const usual = method && !method.own ? nameOf(method.code, "") : null;
  const required = useRequired(values, usual === null ? ["name"] : []);

  function change(changed: Partial<typeof values>) {
    write.reset();
    form.set(changed);
  }

  async function submit() {
    const saved = method
      ? await update.mutateAsync([method.id, values])
      : await add.mutateAsync([values]);
    const name = nameOf(saved.code, saved.name);
    notifyDone(t(`settings.methods.${method ? "saved" : "added"}`, { name }));
    onClose();
  }

  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      onSubmit={() => {
        if (required.check()) once(submit);
      }}
      title={
        method
          ? t("settings.methods.editOf", { name: nameOf(method.code, method.name) })
          : t("settings.methods.add")
      }
      submitLabel={method ? t("common.save") : t("settings.methods.submitAdd")}
      dirty={form.dirty}
      loading={write.isPending}
      error={write.error}
      fields={FIELDS}
      data-testid="method-dialog"
    >
      <SimpleGrid cols={2}>
        <TextInput
          label={t("settings.methods.nameField")}
          description={usual === null ? undefined : t("settings.methods.nameHelp", { usual })}
          inputWrapperOrder={["label", "input", "description", "error"]}
          placeholder={usual ?? t("settings.methods.namePlaceholder")}
          value={values.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          error={required.error("name") ?? fieldError(write.error, "name")}
          required={usual === null}
          autoComplete="off"
          data-autofocus
          data-testid="method-name"
          {...ownDirection(values.name)}
        />
        <MoneyInput
          label={t("settings.methods.feeField")}
          description={t("settings.methods.feeHelp")}
          placeholder={t("settings.methods.no_fee")}
          value={values.fee_rate}
          onChange={(fee_rate) => change({ fee_rate })}
          error={fieldError(write.error, "fee_rate")}
          unit="%"
          data-testid="method-fee"
        />
      </SimpleGrid>
    </FormDialog>
  );
}
