import { Box, Input, Select, type SelectProps, Text } from "@mantine/core";
import { DateInput, type DateInputProps } from "@mantine/dates";
import { useId } from "@mantine/hooks";
import type { ReactNode, Ref } from "react";
import { useTranslation } from "react-i18next";
import type { Day } from "../api";
import { useLanguage } from "../app/i18n";
import { currencySymbol } from "../format";
import classes from "./components.module.css";
import { foldText, parseTypedDay } from "./typed";

type MoneyInputProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error?: ReactNode;
  description?: ReactNode;
  required?: boolean | undefined;
  disabled?: boolean | undefined;
  unit?: string | undefined;
  placeholder?: string | undefined;
  hideLabel?: boolean | undefined;
  autoFocus?: boolean | undefined;
  size?: "xs" | "sm" | "md" | "lg";
  ref?: Ref<HTMLInputElement> | undefined;
  onBlur?: (() => void) | undefined;
  onKeyDown?: ((event: React.KeyboardEvent<HTMLInputElement>) => void) | undefined;
  "data-testid"?: string | undefined;
};

/** An amount as a person types it. The text goes to the program untouched: it does the reading. */
export function MoneyInput(props: MoneyInputProps) {
  const {
    label,
    value,
    onChange,
    error,
    description,
    required,
    unit,
    hideLabel,
    autoFocus,
    ...rest
  } = props;
  const id = useId();
  const symbol = currencySymbol(unit ?? "", useLanguage());
  return (
    <Input.Wrapper
      id={id}
      label={hideLabel ? undefined : label}
      error={error}
      description={description}
      // Below the field, so that fields side by side stay on one line.
      inputWrapperOrder={["label", "input", "description", "error"]}
      required={required ?? false}
      size={rest.size ?? "sm"}
    >
      <Box dir="ltr">
        <Input
          {...rest}
          id={id}
          dir="ltr"
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          value={value}
          error={error}
          required={required ?? false}
          aria-label={hideLabel ? label : undefined}
          data-autofocus={autoFocus || undefined}
          onChange={(event) => onChange(event.currentTarget.value)}
          classNames={{ input: classes.islandInput ?? "" }}
          rightSectionWidth={symbol ? `${symbol.length + 2}ch` : undefined}
          rightSectionPointerEvents="none"
          rightSection={
            symbol ? (
              <Text span size="sm" c="dimmed">
                {symbol}
              </Text>
            ) : null
          }
        />
      </Box>
    </Input.Wrapper>
  );
}

type DayInputProps = Omit<DateInputProps, "value" | "onChange" | "valueFormat" | "dateParser"> & {
  value: Day | null;
  onChange: (value: Day | null) => void;
  "data-testid"?: string | undefined;
};

/** A business day, typed (31/1/26, 31012026) or picked. */
export function DayInput({ value, onChange, ...rest }: DayInputProps) {
  const { t } = useTranslation();
  return (
    <DateInput
      {...rest}
      dir="ltr"
      autoComplete="off"
      placeholder={rest.placeholder ?? t("common.day_placeholder")}
      value={value}
      onChange={onChange}
      valueFormat="DD/MM/YYYY"
      dateParser={(typed) => parseTypedDay(typed)}
      classNames={{ input: classes.islandInput ?? "" }}
      popoverProps={{ withinPortal: true, trapFocus: false }}
    />
  );
}

export type Choice = { value: string; label: string; disabled?: boolean };

type ChoiceInputProps = Omit<SelectProps, "data" | "value" | "onChange" | "filter"> & {
  data: readonly Choice[];
  value: string | null;
  onChange: (value: string | null) => void;
  "data-testid"?: string | undefined;
};

/** One of a list: type a part of it, arrows and Enter choose. Accents and case don't matter. */
export function ChoiceInput({ data, value, onChange, ...rest }: ChoiceInputProps) {
  const { t } = useTranslation();
  return (
    <Select
      searchable
      selectFirstOptionOnChange
      checkIconPosition="right"
      nothingFoundMessage={t("common.nothing_found")}
      maxDropdownHeight={280}
      {...rest}
      data={data as Choice[]}
      value={value}
      onChange={(next) => onChange(next)}
      filter={({ options, search, limit }) => {
        const wanted = foldText(search);
        return options
          .filter((option) => "label" in option && foldText(option.label).includes(wanted))
          .slice(0, limit);
      }}
    />
  );
}
