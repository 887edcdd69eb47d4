import { Button, Group, Paper, Stack, Table, Text, TextInput } from "@mantine/core";
import { type FormEvent, type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Closing, Id, Till } from "../../api";
import { useBook } from "../../app/BookContext";
import { useUnsaved } from "../../app/unsaved";
import { DayInput, ErrorNotice, LoadState } from "../../components";
import { ownDirection } from "../../components/typed";
import { sum } from "../../exact";
import { formatDay, isolate } from "../../format";
import { ClosedDay } from "./ClosedDay";
import { CloseQuestion } from "./CloseQuestion";
import { CountRow } from "./CountRow";
import { FigureHead, TotalsRow, useWide } from "./figures";
import classes from "./till.module.css";
import { type Count, useCount } from "./useCount";

type CountFormProps = {
  /** The closing that was made here before this count. */
  made: Closing | null;
  onDone: (closing: Closing) => void;
};

/** The till counted beside the book, and the day closed with it. */
export function CountForm({ made, onDone }: CountFormProps) {
  const { t } = useTranslation();
  const { today } = useBook();
  const count = useCount(made?.date ?? today, onDone);
  const { till, lastError, attempts, refusedLine } = count;
  const form = useRef<HTMLFormElement>(null);
  const fields = useRef<Fields>(null);
  const { closing, countAgain, forget } = useClosed(till.data, made);
  const counting = till.data !== undefined && closing === null;
  const greeted = useRef(false);
  useUnsaved(count.dirty);

  useEffect(() => {
    // Once: a day that was mended brings the table back while one is still in its field.
    if (!counting || greeted.current) return;
    greeted.current = true;
    fields.current?.first();
  }, [counting]);
  // A refusal, the page's or the program's, brings the focus to what is to be mended.
  useEffect(() => {
    if (!lastError && attempts === 0) return;
    if (refusedLine !== null) fields.current?.of(refusedLine);
    else form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [lastError, attempts, refusedLine]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    count.submit();
  };
  const goBack = () => {
    count.goBack();
    // After the dialog's focus trap has let go.
    window.setTimeout(() => fields.current?.last(), 20);
  };
  const greetAnew = () => {
    greeted.current = false;
  };
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack gap="md">
        <DayInput
          label={t("till.date")}
          w="10.5rem"
          value={count.date}
          onChange={(date) => {
            forget();
            count.setDate(date);
          }}
          maxDate={today}
          placeholder={t("common.today")}
          error={count.dateError}
          classNames={{ error: classes.dateError ?? "" }}
          data-testid="till-date"
        />
        {count.refused?.details.field !== "date" && (
          <LoadState query={till}>
            {(data) =>
              closing === null ? (
                <CountTable till={data} count={count} ref={fields} />
              ) : (
                <ClosedDay
                  till={data}
                  closing={closing}
                  justMade={closing.id === made?.id}
                  onNext={(day) => {
                    greetAnew();
                    count.setDate(day);
                  }}
                  onAgain={() => {
                    greetAnew();
                    countAgain();
                  }}
                />
              )
            }
          </LoadState>
        )}
      </Stack>
      <CloseQuestion count={count} onBack={goBack} />
    </form>
  );
}

/** The closing of the day that is shown, unless the day is to be counted again. */
function useClosed(till: Till | undefined, made: Closing | null) {
  const [again, setAgain] = useState<Id | null>(null);
  // Right after it was made, the till of before may still stand here.
  const found = till?.closed ?? (made !== null && made.date === till?.date ? made : null);
  return {
    closing: found !== null && found.id !== again ? found : null,
    countAgain: () => setAgain(found?.id ?? null),
    forget: () => setAgain(null),
  };
}

/** Where the focus can be sent. */
type Fields = { first: () => void; of: (id: string) => void; last: () => void };

type CountTableProps = { till: Till; count: Count; ref: Ref<Fields> };

function CountTable({ till, count, ref }: CountTableProps) {
  const { t } = useTranslation();
  const wide = useWide();
  const inputs = useRef<(HTMLInputElement | null)[]>([]);
  const button = useRef<HTMLButtonElement>(null);
  const { entries } = count;
  const goTo = (index: number) => (inputs.current[index] ?? button.current)?.focus();
  useImperativeHandle(ref, () => ({
    first: () => goTo(0),
    last: () => button.current?.focus(),
    of: (id) => goTo(till.lines.findIndex(({ method_id }) => method_id === id)),
  }));
  const day = isolate(formatDay(till.date));
  return (
    <>
      <Scope till={till} />
      <Paper withBorder>
        <Table.ScrollContainer minWidth={wide ? 940 : 700} type="native">
          <Table
            aria-label={t("till.table", { day })}
            verticalSpacing="xs"
            horizontalSpacing={wide ? "sm" : "xs"}
            className={classes.table ?? ""}
          >
            <FigureHead wide={wide} />
            <Table.Tbody>
              {entries.map((entry, index) => (
                <CountRow
                  key={entry.line.method_id}
                  entry={entry}
                  first={till.previous === null}
                  wide={wide}
                  field={(input) => {
                    inputs.current[index] = input;
                  }}
                  onChange={(change) => count.change(entry.line.method_id, change)}
                  onNext={() => goTo(index + 1)}
                />
              ))}
            </Table.Tbody>
            <TotalsRow
              lines={entries.map(({ line }) => line)}
              there={sum(entries.map(({ there }) => there))}
              gap={sum(entries.map(({ gap }) => gap ?? "0"))}
              kept={sum(entries.map(({ kept }) => kept))}
              uncounted={entries.filter(({ isCounted }) => !isCounted).length}
              wide={wide}
            />
          </Table>
        </Table.ScrollContainer>
      </Paper>
      <Text size="sm" c="dimmed">
        {t("till.help")}
      </Text>
      <Group align="flex-end" justify="space-between" gap="md">
        <TextInput
          label={t("common.note")}
          value={count.note}
          onChange={(event) => count.setNote(event.currentTarget.value)}
          error={count.noteError}
          {...ownDirection(count.note)}
          flex={1}
          maw="36rem"
          miw="14rem"
          data-testid="till-note"
        />
        <Button
          ref={button}
          type="submit"
          loading={count.busy || !count.ready}
          data-testid="till-close"
        >
          {count.gaps > 0
            ? t("till.submitGaps", { day, count: count.gaps })
            : t("till.submit", { day })}
        </Button>
      </Group>
      <ErrorNotice error={count.error} fields={["date", "note"]} />
    </>
  );
}

/** Since when it counts, and what came late. */
function Scope({ till: { previous, late } }: { till: Till }) {
  const { t } = useTranslation();
  if (previous === null) {
    return (
      <Text size="sm" c="dimmed">
        {t("till.first")}
      </Text>
    );
  }
  const day = isolate(formatDay(previous));
  return (
    <Text size="sm" c="dimmed" data-testid="till-since">
      {t("till.since", { day })} {late > 0 && t("till.late", { day, count: late })}
    </Text>
  );
}
