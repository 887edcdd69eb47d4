import { Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useBook } from "../../app/BookContext";
import { ChoiceInput, DayInput } from "../../components";
import { isReversed, type Period, PRESETS, type Preset, periodOf } from "./period";

type PeriodInputProps = {
  value: Period;
  onChange: (period: Period) => void;
};

/** A span of days: a usual one by its name, or two days of one's own. */
export function PeriodInput({ value, onChange }: PeriodInputProps) {
  return (
    <Group gap="sm" align="flex-start">
      <PeriodChoice value={value} onChange={onChange} w="11rem" />
      <PeriodDays value={value} onChange={onChange} />
    </Group>
  );
}

/** The name of the span. */
export function PeriodChoice({ value, onChange, w }: PeriodInputProps & { w?: string }) {
  const { t } = useTranslation();
  const { today } = useBook();
  return (
    <ChoiceInput
      label={t("reports.period.label")}
      {...(w ? { w } : {})}
      data={PRESETS.map((preset) => ({ value: preset, label: t(`reports.period.${preset}`) }))}
      value={value.preset}
      onChange={(preset) => {
        if (preset) onChange(periodOf(preset as Preset, today, value));
      }}
      data-testid="period"
    />
  );
}

/** Its first and its last day, where they are one's own. */
export function PeriodDays({ value, onChange }: PeriodInputProps) {
  const { t } = useTranslation();
  if (value.preset !== "days") return null;
  return (
    <>
      <DayInput
        label={t("reports.period.from")}
        w="10.5rem"
        value={value.from}
        onChange={(from) => onChange({ ...value, from })}
        clearable
      />
      <DayInput
        label={t("reports.period.to")}
        w="10.5rem"
        value={value.to}
        onChange={(to) => onChange({ ...value, to })}
        clearable
        error={isReversed(value) ? t("reports.period.reversed") : undefined}
      />
    </>
  );
}
