import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Closing, Day, Till } from "../../api";
import { useBook } from "../../app/BookContext";
import { formatDay, formatInstant, isolate } from "../../format";
import { ClosingLines } from "./ClosingLines";

type Props = {
  till: Till;
  closing: Closing;
  /** It was closed here and now: whoever did it is told so, wherever the focus was. */
  justMade: boolean;
  onNext: (day: Day) => void;
  /** What came behind it is counted, under the same day. */
  onAgain: () => void;
};

/** A day that is closed: when, what was counted, what becomes of what is recorded later, what comes next. */
export function ClosedDay({ till, closing, justMade, onNext, onAgain }: Props) {
  const { t } = useTranslation();
  const { timezone } = useBook();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (justMade) heading.current?.focus();
  }, [justMade]);
  const day = isolate(formatDay(closing.date));
  const [on = "", time = ""] = formatInstant(closing.recorded_at, timezone).split(" ");
  const title = t("till.closed.title", { day, on: isolate(on), time: isolate(time) });
  // Right after the closing the till has not been read again.
  const known = till.closed !== null;
  return (
    <Stack gap="md" data-testid="till-closed">
      <Title order={2} size="h4" ref={heading} tabIndex={-1}>
        {title}
      </Title>
      <ClosingLines closing={closing} label={t("till.closings.one", { day })} />
      <Text size="sm" c="dimmed">
        {t("till.closed.later")}{" "}
        {known && till.late > 0 && t("till.closed.waiting", { count: till.late })}
      </Text>
      {known && (
        <Group gap="sm">
          {till.next === null ? (
            <Text size="sm">{t("till.closed.tomorrow")}</Text>
          ) : (
            <NextDay day={till.next} onNext={onNext} />
          )}
          <Button variant="default" onClick={onAgain} data-testid="till-again">
            {t("till.closed.again", { day })}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function NextDay({ day, onNext }: { day: Day; onNext: (day: Day) => void }) {
  const { t } = useTranslation();
  return (
    <Button onClick={() => onNext(day)} data-testid="till-next">
      {t("till.closed.next", { day: isolate(formatDay(day)) })}
    </Button>
  );
}
