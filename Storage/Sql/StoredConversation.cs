using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Storage.Sql;

/// <summary>A conversation's row while one unit works on it: its counters are kept here and written once.</summary>
internal sealed class StoredConversation(long id, ConversationKey key)
{
    public long Id { get; } = id;

    public ConversationKey Key { get; } = key;

    /// <summary>Last number given to an inbox or transcript row.</summary>
    public long Sequence { get; set; }

    /// <summary>Last timestamp given, Unix milliseconds.</summary>
    public long Clock { get; set; }

    public bool IsSendingParked { get; init; }

    /// <summary>True while the channel's conversation is still to be created by the first send.</summary>
    public bool IsNewThread { get; init; }

    public bool HasReference { get; init; }

    /// <summary>True when something of it was erased: some of its inbox rows are known by hash only.</summary>
    public bool IsErased { get; init; }

    /// <summary>True when it is stored under a hash of its key.</summary>
    public bool LacksKey { get; init; }

    /// <summary>The next timestamp, greater than every earlier one.</summary>
    public long NextTime(long now) => Clock = Math.Max(now, Clock + 1);
}
