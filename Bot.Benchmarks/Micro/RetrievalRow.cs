namespace AssistantBot.Benchmarks.Micro;

/// <summary>One size of knowledge base.</summary>
internal sealed record RetrievalRow(int Entries, double LoadSeconds, double MemoryMb, double P50Ms, double P99Ms);
