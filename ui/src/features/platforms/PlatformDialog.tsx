import { Autocomplete, SimpleGrid, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Credit, type Currency, type Platform, useRead, useWrite } from "../../api";
import { useBook } from "../../app/BookContext";
import { useLanguage } from "../../app/i18n";
import { ChoiceInput, FormDialog, fieldError, MoneyInput, notifyDone } from "../../components";
import { useForm } from "../../components/useForm";
import { formatDecimal } from "../../format";

const FIELDS = ["name", "unit", "decimals", "low", "critical"];

/** The smallest step of credit for 0, 1, 2… decimals. */
const STEPS = ["1", "0.1", "0.01", "0.001", "0.0001"];

/** What panels most often count in. Points have no cents. */
const COMMON_UNITS: Currency[] = [
  { code: "USD", decimals: 2 },
  { code: "EUR", decimals: 2 },
  { code: "USDT", decimals: 2 },
  { code: "PTS", decimals: 0 },
];

/** As amounts have it, so that fields side by side stay on one line. */
const HELP_BELOW: ("label" | "input" | "description" | "error")[] = [
  "label",
  "input",
  "description",
  "error",
];

type Props = { platform: Platform | null; opened: boolean; onClose: () => void };

/** A new platform, or another name and other levels for one that exists. */
export function PlatformDialog({ platform, opened, onClose }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const book = useBook();
  const currencies = useRead("book", "currencies");
  const add = useWrite("platformAdd");
  const update = useWrite("platformUpdate");
  const write = platform ? update : add;
  // Levels stand in their fields as the language writes them, which the program reads back exactly.
  const level = (value: Credit | null | undefined) =>
    platform && value ? formatDecimal(value, language, platform.decimals) : "";
  const form = useForm({
    name: platform?.name ?? "",
    unit: platform?.unit ?? "USD",
    decimals: platform?.decimals ?? 2,
    low: level(platform?.low),
    critical: level(platform?.critical),
  });
  const { values } = form;
  // A unit brings its decimals along, until someone has chosen otherwise.
  const [decimalsChosen, setDecimalsChosen] = useState(platform !== null);

  const own = { code: book.currency, decimals: book.currency_decimals };
  const units = [own, ...COMMON_UNITS, ...(currencies.data ?? [])];

  function change(changed: Partial<typeof values>) {
    write.reset();
    form.set(changed);
  }

  function changeUnit(text: string) {
    const unit = text.toUpperCase();
    const known = units.find((candidate) => candidate.code === unit);
    change(known && !decimalsChosen ? { unit, decimals: known.decimals } : { unit });
  }

  async function submit() {
    const levels = { low: values.low.trim() || null, critical: values.critical.trim() || null };
    if (platform) {
      await update.mutateAsync([{ id: platform.id, name: values.name, ...levels }]);
      notifyDone(t("platforms.form.saved", { name: values.name.trim() }));
    } else {
      const { name, unit, decimals } = values;
      const added = await add.mutateAsync([{ name, unit: unit.trim(), decimals, ...levels }]);
      notifyDone(t("platforms.form.added", { name: added.name }));
    }
    onClose();
  }

  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      onSubmit={() => void submit().catch(() => undefined)}
      title={
        platform
          ? t("platforms.form.editTitle", { name: platform.name })
          : t("platforms.form.addTitle")
      }
      submitLabel={t(platform ? "platforms.form.submitEdit" : "platforms.form.submitAdd")}
      dirty={form.dirty}
      loading={write.isPending}
      error={write.error}
      fields={FIELDS}
    >
      <TextInput
        label={t("platforms.form.name")}
        placeholder={t("platforms.form.namePlaceholder")}
        value={values.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        error={fieldError(write.error, "name")}
        required
        data-autofocus
      />
      <SimpleGrid cols={2}>
        <Autocomplete
          label={t("platforms.form.unit")}
          description={t(platform ? "platforms.form.unitFixed" : "platforms.form.unitHelp")}
          inputWrapperOrder={HELP_BELOW}
          data={[...new Set(units.map((unit) => unit.code))]}
          limit={7}
          value={values.unit}
          onChange={changeUnit}
          error={fieldError(write.error, "unit")}
          disabled={platform !== null}
          maxLength={8}
          required
        />
        <ChoiceInput
          label={t("platforms.form.decimals")}
          description={t("platforms.form.decimalsHelp")}
          inputWrapperOrder={HELP_BELOW}
          data={STEPS.map((step, decimals) => ({
            value: String(decimals),
            label: `${decimals} (${formatDecimal(step, language, decimals)})`,
          }))}
          value={String(values.decimals)}
          onChange={(decimals) => {
            setDecimalsChosen(true);
            change({ decimals: Number(decimals) });
          }}
          error={fieldError(write.error, "decimals")}
          disabled={platform !== null}
          searchable={false}
          allowDeselect={false}
        />
        <MoneyInput
          label={t("platforms.form.low")}
          description={t("platforms.form.lowHelp")}
          placeholder={t("platforms.form.optional")}
          value={values.low}
          onChange={(low) => change({ low })}
          error={fieldError(write.error, "low")}
          unit={values.unit}
        />
        <MoneyInput
          label={t("platforms.form.critical")}
          description={t("platforms.form.criticalHelp")}
          placeholder={t("platforms.form.optional")}
          value={values.critical}
          onChange={(critical) => change({ critical })}
          error={fieldError(write.error, "critical")}
          unit={values.unit}
        />
      </SimpleGrid>
    </FormDialog>
  );
}
