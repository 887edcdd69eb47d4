import { Badge, Tabs } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Id, type Stage, type StageCount, useReadPages } from "../../api";
import { useLanguage } from "../../app/i18n";
import { ErrorNotice } from "../../components";
import { LateSkeleton } from "../../components/Page";
import { formatCount } from "../../format";
import { BoardFilters } from "./BoardFilters";
import { BoardRows } from "./BoardRows";
import { boardQuery, countOf, NO_FILTERS, STAGES } from "./stages";
import classes from "./subscriptions.module.css";

const TYPING_PAUSE_MS = 150;

type Props = { stage: Stage; onStage: (stage: Stage) => void };

/** Counts and rows are one answer, so that they agree. */
export function Board({ stage, onStage }: Props) {
  const [filters, setFilters] = useState(NO_FILTERS);
  const [search] = useDebouncedValue(filters.search, TYPING_PAUSE_MS);
  const asked = { ...filters, search };
  const board = useReadPages(
    "subscriptions",
    "subscriptionsBoard",
    [boardQuery(asked, stage, null)],
    (after: Id | null) => [boardQuery(asked, stage, after)],
  );
  const pages = board.data?.pages;
  const counts = pages?.[0]?.counts;
  const rows = pages?.flatMap((page) => page.rows) ?? [];
  // The answer to another question has nothing to say about this stage being empty.
  const waiting = !pages || (board.isPlaceholderData && rows.length === 0);

  return (
    <>
      <BoardFilters filters={filters} onFilters={setFilters} />
      <Tabs value={stage} onChange={(chosen) => chosen && onStage(chosen as Stage)}>
        <StageTabs counts={counts} />
        <Tabs.Panel value={stage} pt="md">
          {board.error && (
            <ErrorNotice
              error={board.error}
              onRetry={() => void (pages ? board.fetchNextPage() : board.refetch())}
            />
          )}
          {waiting ? (
            !board.error && <LateSkeleton />
          ) : (
            <BoardRows
              // Another question is another table: at its top, with nothing selected.
              key={JSON.stringify([asked, stage])}
              stage={stage}
              rows={rows}
              counts={counts ?? []}
              filters={asked}
              onClear={() => setFilters(NO_FILTERS)}
              onEnd={() => {
                if (board.hasNextPage && !board.isFetchingNextPage) void board.fetchNextPage();
              }}
            />
          )}
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function StageTabs({ counts }: { counts: readonly StageCount[] | undefined }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Tabs.List aria-label={t("subscriptions.stages")} className={classes.tabs ?? ""}>
      {STAGES.map((stage) => {
        const count = counts && countOf(counts, stage);
        return (
          <Tabs.Tab
            key={stage}
            value={stage}
            className={classes.tab ?? ""}
            rightSection={
              count !== undefined && (
                <Badge
                  variant="light"
                  color={count > 0 ? "brand" : "gray"}
                  size="sm"
                  className={classes.count ?? ""}
                >
                  <bdi dir="ltr" data-testid={`count-${stage}`}>
                    {formatCount(count, language)}
                  </bdi>
                </Badge>
              )
            }
            data-testid={`stage-${stage}`}
          >
            {t(`subscriptions.stage.${stage}`)}
          </Tabs.Tab>
        );
      })}
    </Tabs.List>
  );
}
