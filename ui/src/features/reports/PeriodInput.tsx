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
  const { t } = useTranslation();
  const { today } = useBook();
  return (
    <Group gap="sm" align="flex-start">
      <ChoiceInput
        label={t("reports.period.label")}
        w="11rem"
        data={PRESETS.map((preset) => ({ value: preset, label: t(`reports.period.${preset}`) }))}
        value={value.preset}
        onChange={(preset) => {
          if (preset) onChange(periodOf(preset as Preset, today, value));
        }}
        data-testid="period"
      />
      {value.preset === "days" && (
        <>
          <DayInput
            label={t("reports.period.from")}
            w="9.5rem"
            value={value.from}
            onChange={(from) => onChange({ ...value, from })}
            clearable
          />
          <DayInput
            label={t("reports.period.to")}
            w="9.5rem"
            value={value.to}
            onChange={(to) => onChange({ ...value, to })}
            clearable
            error={isReversed(value) ? t("reports.period.reversed") : undefined}
          />
        </>
      )}
    </Group>
  );
}
