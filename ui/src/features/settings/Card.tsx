import { Paper, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";

type CardProps = { title: string; text?: string; children: ReactNode };

/** One subject of the settings. */
export function Card({ title, text, children }: CardProps) {
  const id = useId();
  return (
    <Paper component="section" withBorder p="lg" aria-labelledby={id}>
      <Stack gap="md">
        <div>
          <Title order={2} size="h3" id={id}>
            {title}
          </Title>
          {text && (
            <Text size="sm" c="dimmed" mt={2}>
              {text}
            </Text>
          )}
        </div>
        {children}
      </Stack>
    </Paper>
  );
}
