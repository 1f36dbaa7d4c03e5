using AssistantBot.BotFramework.Schema;
using AssistantBot.Cards;
using AssistantBot.Knowledge;

namespace AssistantBot.Dialogs.Answers;

/// <summary>Asks which of two or three entries is meant. Buttons say the entry's question; a number or "the second" works too.</summary>
internal sealed class ClarifyDialog(IWording wording)
{
    private const int MostChoices = 3;

    /// <summary>Asks.</summary>
    public Task BeginAsync(PersonTurn turn, string question, IReadOnlyList<KnowledgeEntry> choices, CancellationToken cancellationToken)
    {
        var offered = choices.Take(MostChoices).Select(entry => new PendingChoice(entry.Id, entry.Question)).ToList();
        turn.Memory.Pending = new PendingQuestion(PendingKind.Clarify, question) { Choices = offered };
        var text = wording.Get("clarify.question", turn.Language);
        // Without buttons the choices stand in the text.
        if (turn.IsGroup)
            text += "\n\n" + string.Join('\n', offered.Select((choice, index) => $"{index + 1}. {choice.Title}"));
        return turn.AskAsync(text, [.. offered.Select(choice => choice.Title), wording.Get("clarify.other", turn.Language)], cancellationToken);
    }
}
