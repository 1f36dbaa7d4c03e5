namespace AssistantBot.Storage.Sql;

/// <summary>Inside the writer: the connection broke between sending COMMIT and its answer.</summary>
internal sealed class CommitUnknownException(Exception innerException) : Exception("The outcome of the commit is not known.", innerException);
