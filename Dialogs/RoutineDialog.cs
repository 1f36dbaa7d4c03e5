using AssistantBot.BotFramework.Dialogs;

namespace AssistantBot.Dialogs;

/// <summary>
/// A routine task done in a conversation of its own: the place to extend the bot. Registered with
/// <see cref="DialogsServiceCollectionExtensions.AddRoutineDialog{T}"/>, begun by <c>MainDialog</c> before the knowledge base is asked. One object
/// serves all conversations, so it keeps nothing in fields. While it waits, a person who is needed or asked for cancels it, "annuler" / "cancel"
/// too, and "aide" / "help" is answered before the question is asked again. A message that is none of its business is given back by ending with
/// <see cref="FlowResult.NotAnAnswer"/>.
/// </summary>
/// <param name="dialogId">Its id; null for the type's name.</param>
public abstract class RoutineDialog(string? dialogId = null) : ComponentDialog(dialogId)
{
    /// <summary>True when a message asks for this task.</summary>
    /// <param name="text">What the person said, without the mention of the bot.</param>
    /// <param name="language">Its language, <c>fr</c> or <c>en</c>.</param>
    public abstract bool Matches(string text, string language);
}
