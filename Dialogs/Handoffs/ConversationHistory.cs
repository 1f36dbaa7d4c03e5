using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Dialogs.Answers;
using AssistantBot.Handoff.Briefing;

namespace AssistantBot.Dialogs.Handoffs;

/// <summary>What was said before the turn's message.</summary>
internal sealed class ConversationHistory(ITranscriptStore transcripts)
{
    private const int Most = 24;

    /// <summary>Earlier messages, oldest first, edits in place of what they replace, without the turn's own.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="since">Leave out what was said before; null for nothing.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<IReadOnlyList<BriefLine>> ReadAsync(PersonTurn turn, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var entries = await transcripts.ReadHistoryAsync(turn.Work, Most, cancellationToken).ConfigureAwait(false);
        var bot = turn.Activity.Recipient?.Id;
        List<(string? Id, BriefLine Line)> lines = [];
        foreach (var entry in entries)
        {
            var said = entry.Activity;
            if (said.Type != ActivityTypes.Message || string.IsNullOrWhiteSpace(said.Text) || (said.Id is not null && said.Id == turn.Activity.Id) || entry.RecordedAt < since)
                continue;
            var fromPerson = said.From?.Role != RoleTypes.Bot && said.From?.Id != bot;
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
