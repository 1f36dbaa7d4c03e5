namespace AssistantBot.Storage.DataLife;

/// <summary>A person on a channel. One who writes on two channels is two of these.</summary>
/// <param name="Channel">For example <c>msteams</c> or <c>directline</c>.</param>
/// <param name="PersonId">The channel's stable id of the account.</param>
public sealed record PersonKey(string Channel, string PersonId)
{
    /// <summary>As people write it: <c>channel/id</c>.</summary>
    public override string ToString() => $"{Channel}/{PersonId}";
}
