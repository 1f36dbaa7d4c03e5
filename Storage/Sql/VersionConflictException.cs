namespace AssistantBot.Storage.Sql;

/// <summary>Inside the writer: a version has moved, so that the whole unit is rolled back.</summary>
internal sealed class VersionConflictException() : Exception("A version that the turn relied on has moved.");
