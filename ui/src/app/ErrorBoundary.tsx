// Never a white window: what breaks while drawing is said, and the rest stays usable.
import { Button, Code as CodeBlock, Group, Stack, Text, Title } from "@mantine/core";
import { Component, type ErrorInfo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

function Broken({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <Stack p="xl" maw="42rem" mx="auto" gap="md" role="alert" data-testid="broken">
      <Title order={1} size="h2">
        {t("app.broken.title")}
      </Title>
      <Text>{t("app.broken.text")}</Text>
      <Group gap="sm">
        <Button onClick={onRetry}>{t("common.retry")}</Button>
        <Button variant="default" onClick={() => window.location.reload()}>
          {t("app.broken.reload")}
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        {t("app.broken.detail")}
      </Text>
      <CodeBlock block dir="ltr">
        {error.message}
      </CodeBlock>
    </Stack>
  );
}

type Props = { children: ReactNode; resetKey?: string };
type State = { error: Error | null };

export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override componentDidUpdate(previous: Props): void {
    // Going to another screen leaves the broken one behind.
    if (this.state.error && previous.resetKey !== this.props.resetKey)
      this.setState({ error: null });
  }

  override render(): ReactNode {
    if (!this.state.error) return this.props.children;
    return <Broken error={this.state.error} onRetry={() => this.setState({ error: null })} />;
  }
}
