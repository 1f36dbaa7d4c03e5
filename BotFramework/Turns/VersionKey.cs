namespace AssistantBot.BotFramework.Turns;

/// <summary>Names something with a version. Something that does not exist has version 0, so that its absence can be checked too.</summary>
/// <param name="Kind">Kind of thing: <see cref="State"/>, or a kind a feature defines, for example <c>handoff</c>.</param>
/// <param name="Key">Its key within the kind.</param>
public readonly record struct VersionKey(string Kind, string Key)
{
    /// <summary>Kind of bot state documents (<c>IStorage</c> items).</summary>
    public const string State = "state";
}
