using AssistantBot.BotFramework.Dialogs;
using AssistantBot.Triage;

namespace AssistantBot.Dialogs;

/// <summary>A dialog that asks and knows the replies it waits for. Those are its own even where triage would bring in a person.</summary>
internal interface IExpectsReply
{
    /// <summary>True when the message is a reply that triage must not take away.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="decision">What triage sees in the message.</param>
    /// <param name="instance">The dialog as it stands on the stack.</param>
    bool IsReply(PersonTurn turn, TriageDecision decision, DialogInstance instance);
}
