namespace AssistantBot.BotFramework.Schema;

/// <summary>Types of activity. Compared byte for byte (Activity spec 3.1, section 2).</summary>
public static class ActivityTypes
{
    /// <summary>Something said.</summary>
    public const string Message = "message";

    /// <summary>The bot was added to or removed from contacts.</summary>
    public const string ContactRelationUpdate = "contactRelationUpdate";

    /// <summary>Members or other facts of the conversation changed.</summary>
    public const string ConversationUpdate = "conversationUpdate";

    /// <summary>The sender is writing; also a chunk of a stream.</summary>
    public const string Typing = "typing";

    /// <summary>The conversation is over.</summary>
    public const string EndOfConversation = "endOfConversation";

    /// <summary>A named event.</summary>
    public const string Event = "event";

    /// <summary>A named call that wants an answer.</summary>
    public const string Invoke = "invoke";

    /// <summary>The app was installed, upgraded or removed.</summary>
    public const string InstallationUpdate = "installationUpdate";

    /// <summary>An earlier message was edited.</summary>
    public const string MessageUpdate = "messageUpdate";

    /// <summary>An earlier message was deleted.</summary>
    public const string MessageDelete = "messageDelete";

    /// <summary>A reaction was added or removed.</summary>
    public const string MessageReaction = "messageReaction";

    /// <summary>A private suggestion.</summary>
    public const string Suggestion = "suggestion";

    /// <summary>A trace for developers; sent to the emulator only.</summary>
    public const string Trace = "trace";

    /// <summary>Control passes to another bot or person.</summary>
    public const string Handoff = "handoff";

    /// <summary>A command to another party.</summary>
    public const string Command = "command";

    /// <summary>A command's result.</summary>
    public const string CommandResult = "commandResult";

    /// <summary>Internal: wait, value in milliseconds. Never on the wire.</summary>
    public const string Delay = "delay";

    /// <summary>Internal: answer of an invoke, value is <c>{ status, body }</c>. Never on the wire.</summary>
    public const string InvokeResponse = "invokeResponse";
}
