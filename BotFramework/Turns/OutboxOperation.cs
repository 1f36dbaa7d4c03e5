namespace AssistantBot.BotFramework.Turns;

/// <summary>What an outbox row asks of its channel.</summary>
public enum OutboxOperation
{
    /// <summary>Say something; a reply when the activity has a <c>replyToId</c>.</summary>
    Send,

    /// <summary>Replace something said.</summary>
    Update,

    /// <summary>Delete something said.</summary>
    Delete,

    /// <summary>Create the conversation with its first activity.</summary>
    CreateConversation,
}
