import { Button, Group, Paper, Stack, Table, TextInput } from "@mantine/core";
import { IconPlus, IconServer2 } from "@tabler/icons-react";
import { type FormEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { type Platform, useRead } from "../../api";
import { useUnsaved } from "../../app/unsaved";
import { EmptyState, ErrorNotice, LoadState, notifyDone, Page } from "../../components";
import { BackLink } from "./BackLink";
import classes from "./RoundPage.module.css";
import { RoundRow } from "./RoundRow";
import { useRound } from "./useRound";

/** Every morning: what each panel says beside what the book says, all gaps recorded at once. */
export function RoundPage() {
  const { t } = useTranslation();
  const platforms = useRead("platforms", "platformsList");
  return (
    <Page
      title={t("platforms.round.title")}
      back={<BackLink />}
      subtitle={t("platforms.round.intro")}
    >
      <LoadState query={platforms}>
        {(all) => {
          const used = all.filter(({ archived }) => !archived);
          return used.length > 0 ? <Round platforms={used} /> : <NoPanels />;
        }}
      </LoadState>
    </Page>
  );
}

function NoPanels() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  return (
    <EmptyState
      icon={IconServer2}
      title={t("platforms.round.emptyTitle")}
      text={t("platforms.round.emptyText")}
      action={
        <Button
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => navigate("/platforms?add=1")}
        >
          {t("platforms.add")}
        </Button>
      }
    />
  );
}

/** Back to the list once the round is over, and only then: until it is, leaving asks. */
function useLeaving(done: string | null) {
  const [, navigate] = useLocation();
  useEffect(() => {
    if (done === null) return;
    navigate("/platforms");
    // Changing screens takes notices away: this one is about what is seen there.
    window.setTimeout(() => notifyDone(done));
  }, [done, navigate]);
}

function Round({ platforms }: { platforms: readonly Platform[] }) {
  const { t } = useTranslation();
  const round = useRound(platforms);
  const { entries, error, attempts, done } = round;
  const form = useRef<HTMLFormElement>(null);
  const fields = useRef<(HTMLInputElement | null)[]>([]);
  const button = useRef<HTMLButtonElement>(null);
  useUnsaved(round.dirty && done === null);
  useLeaving(done);

  useEffect(() => fields.current[0]?.focus(), []);
  // A refusal, the page's or the program's, brings the focus to the first field to be mended.
  useEffect(() => {
    if (error || attempts > 0) {
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    }
  }, [error, attempts]);

  const goTo = (index: number) => (fields.current[index] ?? button.current)?.focus();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    round.submit();
  };
  const shown = entries.flatMap((_, index) => [
    `panels.${index}.balance`,
    `panels.${index}.reason`,
  ]);

  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack gap="lg">
        <TextInput
          label={t("platforms.round.reason")}
          description={t("platforms.round.reasonHelp")}
          value={round.reason}
          onChange={(event) => round.changeReason(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            goTo(0);
          }}
          maw="32rem"
        />
        <Paper withBorder>
          <Table.ScrollContainer minWidth={700} type="native">
            <Table
              aria-label={t("platforms.round.table")}
              verticalSpacing="sm"
              horizontalSpacing="sm"
              className={classes.table ?? ""}
            >
              <RoundHead />
              <Table.Tbody>
                {entries.map((entry, index) => (
                  <RoundRow
                    key={entry.platform.id}
                    entry={entry}
                    common={round.reason}
                    field={(input) => {
                      fields.current[index] = input;
                    }}
                    onBalance={(balance) => round.change(entry.platform.id, { balance })}
                    onReason={(reason) => round.change(entry.platform.id, { reason })}
                    onNext={() => goTo(index + 1)}
                  />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Paper>
        <ErrorNotice error={error} fields={shown} />
        <Group justify="flex-end" className={classes.end ?? ""}>
          <Button ref={button} type="submit" loading={round.busy} data-testid="round-record">
            {round.gaps > 0
              ? t("platforms.round.submit", { count: round.gaps })
              : t("platforms.round.finish")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function RoundHead() {
  const { t } = useTranslation();
  return (
    <Table.Thead className={classes.head}>
      <Table.Tr>
        <Table.Th>{t("platforms.round.platform")}</Table.Th>
        <Table.Th ta="end">{t("platforms.round.book")}</Table.Th>
        <Table.Th>{t("platforms.round.panel")}</Table.Th>
        <Table.Th ta="end">{t("platforms.round.gap")}</Table.Th>
        <Table.Th>{t("platforms.round.gapReason")}</Table.Th>
      </Table.Tr>
    </Table.Thead>
  );
}
