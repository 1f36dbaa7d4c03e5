using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.Cards;
using AssistantBot.Knowledge;

namespace AssistantBot.Dialogs.Answers;

/// <summary>Opens the source of an answer as a card in the chat.</summary>
internal sealed class AnswerSources(KnowledgeTopics knowledge, IWording wording)
{
    private const string Property = "openSource";

    /// <summary>What the button of a source sends back.</summary>
    public static CardAction Button(KnowledgeEntry entry, string title)
    {
        return new CardAction
        {
            Type = ActionTypes.MessageBack,
            Title = title,
            Text = title,
            DisplayText = title,
            Value = JsonSerializer.SerializeToElement(new Dictionary<string, string> { [Property] = entry.Id }),
        };
    }

    /// <summary>
    /// Shows the source that a message asks for, by its button or in words. Which entry is meant may come from anybody's hand, so that who asks
    /// decides what opens: an entry for others does not exist here.
    /// </summary>
    /// <returns>False when the message asks for none.</returns>
    public async Task<bool> TryOpenAsync(PersonTurn turn, CancellationToken cancellationToken)
    {
        var asked = Asked(turn.Activity);
        if (asked is null && Phrases.IsSource(turn.Text))
            asked = turn.Memory.Answers is [.., { Sources: [var first, ..] }] ? first : null;
        if (asked is null)
            return false;
        if (knowledge.Find(asked, turn.Audience, turn.Language) is not { } entry)
        {
            await turn.SayAsync(wording.Get("answer.sourceGone", turn.Language), cancellationToken).ConfigureAwait(false);
            return true;
        }

        var card = AnswerSourceCard.Create(entry.Source, entry.Question, entry.Answer, entry.Link, entry.Language, wording);
        var activity = Activity.CreateMessage("");
        activity.Locale = entry.Language;
        activity.Summary = wording.Get("answer.source", entry.Language, ("source", entry.Source));
        activity.Attachments = [new Attachment { ContentType = AttachmentContentTypes.AdaptiveCard, Content = card.ToJson() }];
        await turn.Context.SendActivityAsync(activity, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static string? Asked(Activity activity) =>
        activity.Value is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(Property, out var entry) && entry.ValueKind == JsonValueKind.String
            ? entry.GetString()
            : null;
}
