namespace AssistantBot.Storage.DataLife;

/// <summary>That somebody was erased, without who.</summary>
/// <param name="Id">Id of the erasure.</param>
/// <param name="PersonHash">Keyed hash of channel and id; says nothing without the installation's secret and the person's id.</param>
/// <param name="RequestedAt">When it was asked for.</param>
public sealed record ErasureRecord(string Id, string PersonHash, DateTimeOffset RequestedAt);
