import { Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useTimeout } from "@mantine/hooks";
import { type ComponentType, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AppError } from "../api";
import classes from "./components.module.css";
import { ErrorNotice } from "./errors";

type PageProps = {
  /** Leads back to the list it comes from: above the title, where one looks for it. */
  back?: ReactNode;
  title: ReactNode;
  subtitle?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
};

/** A screen: its title (the only h1), its actions, its content. */
export function Page({ back, title, subtitle, actions, children }: PageProps) {
  return (
    <div className={classes.page}>
      <Group justify="space-between" align="flex-start" gap="md">
        <div>
          {back && <div className={classes.back}>{back}</div>}
          <Title order={1} size="h2" className={classes.pageTitle ?? ""}>
            {title}
          </Title>
          {subtitle && (
            <Text c="dimmed" size="sm" mt={2}>
              {subtitle}
            </Text>
          )}
        </div>
        {actions && <Group gap="sm">{actions}</Group>}
      </Group>
      {children}
    </div>
  );
}

type EmptyStateProps = {
  icon: ComponentType<{ size?: number; stroke?: number }>;
  title: string;
  text: string;
  action?: ReactNode;
};

/** Nothing here yet: says what to do first. */
export function EmptyState({ icon: Icon, title, text, action }: EmptyStateProps) {
  return (
    <Stack align="center" gap="sm" className={classes.empty ?? ""} data-testid="empty-state">
      <span className={classes.emptyIcon} aria-hidden>
        <Icon size={36} stroke={1.5} />
      </span>
      <Text fw={600}>{title}</Text>
      <Text size="sm" c="dimmed" ta="center" maw="32rem">
        {text}
      </Text>
      {action}
    </Stack>
  );
}

/** Grey bars, once waiting has become noticeable. */
export function LateSkeleton() {
  const { t } = useTranslation();
  const [late, setLate] = useState(false);
  // An answer within 300 ms shows no flicker of grey bars.
  useTimeout(() => setLate(true), 300, { autoInvoke: true });
  if (!late) return null;
  return (
    <Stack gap="sm" role="status" aria-label={t("common.loading")}>
      <Skeleton height={36} />
      <Skeleton height={36} />
      <Skeleton height={36} width="70%" />
    </Stack>
  );
}

/** An answer that is awaited: a reading, or a command that was sent when something was opened. */
export type Reading<T> = {
  data: T | undefined;
  error: AppError | null;
  refetch: () => unknown;
};

type LoadStateProps<T> = {
  query: Reading<T>;
  children: (data: T) => ReactNode;
};

/** Waits for a reading, shows why it failed, or hands its answer on. */
export function LoadState<T>({ query, children }: LoadStateProps<T>) {
  if (query.data !== undefined) {
    return (
      <>
        {query.error && <ErrorNotice error={query.error} onRetry={() => query.refetch()} />}
        {children(query.data)}
      </>
    );
  }
  if (query.error) return <ErrorNotice error={query.error} onRetry={() => query.refetch()} />;
  return <LateSkeleton />;
}
