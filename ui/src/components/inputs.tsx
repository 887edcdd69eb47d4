import {
  ActionIcon,
  Box,
  CloseButton,
  Group,
  Input,
  Popover,
  Select,
  type SelectProps,
  Text,
  TextInput,
  type TextInputProps,
} from "@mantine/core";
import { DatePicker } from "@mantine/dates";
import { useId } from "@mantine/hooks";
import { IconCalendar } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, type Ref, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Day } from "../api";
import { useLanguage } from "../app/i18n";
import { currencySymbol, formatDay } from "../format";
import classes from "./components.module.css";
import { errorText } from "./errors";
import { foldText, isDay, parseTypedDay } from "./typed";

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

type DayInputProps = Omit<TextInputProps, "value" | "onChange" | "defaultValue"> & {
  /** A day; or what was typed for one and is none, to be mended before anything is saved. */
  value: Day | null;
  onChange: (value: Day | null) => void;
  maxDate?: Day | undefined;
  clearable?: boolean | undefined;
  "data-testid"?: string | undefined;
};

/** A business day, typed (31/1/26, 31012026) or picked. What is no day stays as typed and is said to be none. */
export function DayInput({ value, onChange, maxDate, clearable, ...rest }: DayInputProps) {
  const { t } = useTranslation();
  // Null: nothing is being typed, the value is shown.
  const [typed, setTyped] = useState<string | null>(null);
  const [opened, setOpened] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  /** Opened with the arrow down: the focus goes into the calendar as soon as that is drawn. */
  const byKey = useRef(false);
  const day = isDay(value) ? value : null;
  const unread = typed === null && value !== null && day === null;

  const type = (text: string) => {
    setTyped(text);
    setOpened(false);
    const read = parseTypedDay(text);
    // A year of two digits may still become one of four.
    if (read !== null && /\d{4}/.test(text)) onChange(read);
  };
  const finish = () => {
    if (typed === null) return;
    const text = typed.trim();
    setTyped(null);
    const next = text === "" ? null : (parseTypedDay(text) ?? text);
    if (next !== value) onChange(next);
  };
  const pick = (picked: string | null) => {
    setTyped(null);
    setOpened(false);
    field.current?.focus();
    if (picked !== null) onChange(picked);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Before the form is sent, which Enter does next.
    if (event.key === "Enter") finish();
    else if (event.key === "Escape") setOpened(false);
    else if (event.key === "ArrowDown") {
      event.preventDefault();
      byKey.current = true;
      setOpened(true);
    }
  };
  const drawn = (calendar: HTMLDivElement | null) => {
    if (!calendar || !byKey.current) return;
    byKey.current = false;
    const first =
      calendar.querySelector<HTMLElement>("[data-selected]") ??
      calendar.querySelector<HTMLElement>("td button:not([disabled], [data-outside])");
    // Not yet in its place: scrolling to it would move the page.
    first?.focus({ preventScroll: true });
  };
  const error = unread
    ? errorText({ code: "bad_date", message: "", details: { value: value ?? "" } }, t)
    : rest.error;

  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      // Above the field: below it stand its own error and what one presses next.
      position="top-start"
      withRoles={false}
      withinPortal
    >
      <Popover.Target>
        <TextInput
          {...rest}
          ref={field}
          dir="ltr"
          autoComplete="off"
          spellCheck={false}
          inputMode="numeric"
          placeholder={rest.placeholder ?? t("common.day_placeholder")}
          value={typed ?? (day ? formatDay(day) : (value ?? ""))}
          error={error}
          onChange={(event) => type(event.currentTarget.value)}
          onBlur={finish}
          onClick={() => setOpened(true)}
          onKeyDown={onKeyDown}
          data-mantine-stop-propagation={opened || undefined}
          classNames={{ input: classes.islandInput ?? "" }}
          rightSectionWidth={clearable && value !== null ? 58 : 34}
          rightSection={
            <Group gap={2} wrap="nowrap">
              {clearable && value !== null && (
                <CloseButton
                  size="sm"
                  tabIndex={-1}
                  aria-label={t("common.clear_day")}
                  onClick={() => {
                    setTyped(null);
                    onChange(null);
                    field.current?.focus();
                  }}
                />
              )}
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                // The arrow down does it for the keyboard, without a stop for Tab in every date.
                tabIndex={-1}
                aria-label={t("common.pick_day")}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => setOpened(!opened)}
              >
                <IconCalendar size={16} stroke={1.6} aria-hidden />
              </ActionIcon>
            </Group>
          }
        />
      </Popover.Target>
      <Popover.Dropdown ref={drawn} onMouseDown={(event) => event.preventDefault()}>
        <DatePicker
          value={day}
          onChange={pick}
          {...(day ? { defaultDate: day } : {})}
          {...(maxDate ? { maxDate } : {})}
          // Esc closes the calendar, not the dialog around it.
          getDayProps={() => ({ "data-mantine-stop-propagation": true })}
        />
      </Popover.Dropdown>
    </Popover>
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
