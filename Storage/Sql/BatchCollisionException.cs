namespace AssistantBot.Storage.Sql;

/// <summary>Two units of a batch touch the same conversation or version, so that they have to run one after the other.</summary>
internal sealed class BatchCollisionException() : Exception("Two units of a batch touch the same.");
