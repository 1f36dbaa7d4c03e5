using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Dialogs.Answers;
using AssistantBot.Handoff.Briefing;

namespace AssistantBot.Dialogs.Handoffs;

/// <summary>What was said before the turn's message.</summary>
internal sealed class ConversationHistory(ITranscriptStore transcripts)
{
    private const int Most = 24;

    /// <summary>
    /// Earlier messages, oldest first, edits in place of what they replace. What the person wrote after the turn's message waits for its own turn
    /// and is left out.
    /// </summary>
    public async Task<IReadOnlyList<BriefLine>> ReadAsync(PersonTurn turn, CancellationToken cancellationToken)
    {
        var entries = await transcripts.ReadLastAsync(turn.Work.Conversation, Most, upTo: null, cancellationToken).ConfigureAwait(false);
        var bot = turn.Activity.Recipient?.Id;
        var current = -1;
        for (var i = 0; i < entries.Count; i++)
        {
            if (turn.Activity.Id is { } id && entries[i].Activity.Id == id)
            {
                current = i;
                break;
            }
        }

        List<(string? Id, BriefLine Line)> lines = [];
        for (var i = 0; i < entries.Count; i++)
        {
            var said = entries[i].Activity;
            var fromPerson = said.From?.Role != RoleTypes.Bot && said.From?.Id != bot;
            if (said.Type != ActivityTypes.Message || string.IsNullOrWhiteSpace(said.Text) || i == current || (fromPerson && current >= 0 && i > current))
                continue;
            var line = (said.Id, new BriefLine(fromPerson, said.Text, IsAnswer(said)));
            var replaced = said.Id is null ? -1 : lines.FindIndex(earlier => earlier.Id == said.Id);
            if (replaced >= 0)
                lines[replaced] = line;
            else
                lines.Add(line);
        }

        return [.. lines.Select(line => line.Line)];
    }

    private static bool IsAnswer(Activity activity) => activity.Entities?.Any(entity => entity.Type == AnswerActivities.MessageEntity) == true;
}
