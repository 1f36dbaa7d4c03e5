namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>What a <see cref="NodeNotice"/> is about.</summary>
public enum NodeNoticeKind
{
    /// <summary>The transcript of a conversation grew.</summary>
    Changed,

    /// <summary>Rows of a conversation wait for the node that works its partition.</summary>
    Work,

    /// <summary>An inbox row ended, and its outcome is stored.</summary>
    Ended,

    /// <summary>Something has a new version: turns that rely on an older one can no longer commit.</summary>
    Raised,

    /// <summary>Notices may have been lost: look at everything that is watched.</summary>
    Missed,
}
